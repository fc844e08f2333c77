package io.crawlkeeper.master.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class PlacesTest {

  private final Places places = new Places(3);

  @Test
  void givesOneAddressNoMoreThanHalf() {
    var first = places.take("10.0.0.1");
    places.take("10.0.0.1");

    assertThat(refusalOf("10.0.0.1")).contains("2 streams to the address 10.0.0.1 already");

    first.close();
    places.take("10.0.0.1");
  }

  @Test
  void givesNoMoreThanThereAre() {
    places.take("10.0.0.1");
    places.take("10.0.0.1");
    var last = places.take("10.0.0.2");

    assertThat(refusalOf("10.0.0.3")).contains("sends 3 streams already");

    last.close();
    places.take("10.0.0.3");
  }

  private String refusalOf(String address) {
    return assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> places.take(address))
        .actual()
        .problem()
        .detail();
  }
}
