package io.crawlkeeper.worker.crawl.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private static final AddressGuard GUARD = new AddressGuard(List.of());

  private static InetAddress[] resolve(AddressGuard guard, String host)
      throws UnknownHostException {
    return new GuardedResolver(guard, NameLookup.SYSTEM, true).resolve(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1", "127.255.0.9", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.127.255.255", "0.0.0.0", "0.1.2.3", "224.0.0.1",
        "255.255.255.255", "198.18.0.1", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "::127.0.0.1", "fc00::1", "fd12::1", "fe80::1", "ff02::1", "64:ff9b::7f00:1",
        "64:ff9b::a00:1", "2002:7f00:1::", "2002:c0a8:101::1", "localhost"
      })
  void refusesWhatIsNotThePublicWeb(String host) {
    assertThatExceptionOfType(LookupException.class)
        .isThrownBy(() -> resolve(GUARD, host))
        .withMessageStartingWith("address refused: " + host)
        .withMessageContaining("not public");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2130706433", "127.1", "0177.0.0.1", "0x7f.1", "0x7f000001", "8.8.8.08", "1.2.3.4.5",
        "08.8.8.8", "256.1.1.1", "a.1", "0x", "[::1%1]", "[1.2.3.4]", "8.8.8.8."
      })
  void refusesAddressesInSpellingsThatOthersReadDifferently(String host) {
    assertThatExceptionOfType(LookupException.class)
        .isThrownBy(() -> resolve(GUARD, host))
        .withMessage("address refused: " + host + " is no address in the usual spelling");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.32.0.1",
        "100.128.0.1",
        "169.253.0.1",
        "11.0.0.1",
        "2606:4700::1",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1"
      })
  void permitsPublicAddresses(String host) throws UnknownHostException {
    assertThat(resolve(GUARD, host)).hasSize(1);
  }

  @Test
  void permitsWhatTheOperatorAllows() throws UnknownHostException {
    var guard =
        new AddressGuard(List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("::1")));

    assertThat(resolve(guard, "localhost")).isNotEmpty();
    assertThat(resolve(guard, "127.9.9.9")).hasSize(1);
    assertThat(resolve(guard, "::ffff:127.0.0.1")).hasSize(1);
    assertThatExceptionOfType(LookupException.class).isThrownBy(() -> resolve(guard, "10.0.0.1"));
  }

  @Test
  void readsRanges() throws UnknownHostException {
    var odd = AddressRange.parse("10.0.0.0/9");

    assertThat(odd.contains(InetAddress.getByAddress(new byte[] {10, 127, 0, 1}))).isTrue();
    assertThat(odd.contains(InetAddress.getByAddress(new byte[] {10, -128, 0, 1}))).isFalse();
    assertThat(AddressRange.parse("0.0.0.0/0").contains(new byte[] {1, 2, 3, 4})).isTrue();
    assertThat(AddressRange.parse("::/0").contains(new byte[] {1, 2, 3, 4})).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/33",
        "::/129",
        "10.0.0.0/x",
        "10.0/8",
        "a.b/8",
        "localhost",
        "10.0.0.0/-1",
        "300.0.0.1",
        "10.0.0.0/8/8",
        "::g/8"
      })
  void saysWhatIsNoRange(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressRange.parse(text))
        .withMessageStartingWith("\"" + text + "\"");
  }
}
