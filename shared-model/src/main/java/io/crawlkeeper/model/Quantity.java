package io.crawlkeeper.model;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An amount of a resource as Kubernetes writes it: {@code 500m}, {@code 2}, {@code 1.5}, {@code
 * 256Mi}, {@code 1G}. Of exponents and the units below {@code m} it has none here.
 *
 * @param text kept as it was given
 */
public record Quantity(String text) {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?");
  private static final Map<String, BigDecimal> UNITS =
      Map.ofEntries(
          Map.entry("m", new BigDecimal("0.001")),
          Map.entry("k", BigDecimal.TEN.pow(3)),
          Map.entry("M", BigDecimal.TEN.pow(6)),
          Map.entry("G", BigDecimal.TEN.pow(9)),
          Map.entry("T", BigDecimal.TEN.pow(12)),
          Map.entry("P", BigDecimal.TEN.pow(15)),
          Map.entry("Ki", BigDecimal.TWO.pow(10)),
          Map.entry("Mi", BigDecimal.TWO.pow(20)),
          Map.entry("Gi", BigDecimal.TWO.pow(30)),
          Map.entry("Ti", BigDecimal.TWO.pow(40)),
          Map.entry("Pi", BigDecimal.TWO.pow(50)));

  /**
   * @throws IllegalArgumentException saying what form it must have: "must be …"
   */
  public Quantity {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be a quantity of Kubernetes, such as 500m or 2 of a CPU, 256Mi or 1G of memory");
    }
  }

  /** In CPUs or bytes. */
  public BigDecimal amount() {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalStateException(text);
    }
    var number = new BigDecimal(form.group(1));
    var unit = form.group(2);
    return unit == null ? number : number.multiply(UNITS.getOrDefault(unit, BigDecimal.ONE));
  }

  @Override
  public String toString() {
    return text;
  }
}
