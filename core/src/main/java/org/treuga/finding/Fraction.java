package org.treuga.finding;

import java.math.BigInteger;

/** An exact rational number in lowest terms, its denominator positive. */
public record Fraction(BigInteger numerator, BigInteger denominator)
    implements Comparable<Fraction> {

  public static final Fraction ZERO = of(0, 1);

  public Fraction {
    if (denominator.signum() == 0) {
      throw new IllegalArgumentException("denominator must not be 0");
    }
    BigInteger divisor = numerator.gcd(denominator);
    if (denominator.signum() < 0) {
      divisor = divisor.negate();
    }
    numerator = numerator.divide(divisor);
    denominator = denominator.divide(divisor);
  }

  public static Fraction of(long numerator, long denominator) {
    return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  public Fraction plus(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  public int signum() {
    return numerator.signum();
  }

  public double toDouble() {
    return numerator.doubleValue() / denominator.doubleValue();
  }

  @Override
  public int compareTo(Fraction other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  /** {@code 19/2}, or {@code 7} when whole. */
  @Override
  public String toString() {
    return denominator.equals(BigInteger.ONE)
        ? numerator.toString()
        : numerator + "/" + denominator;
  }

  /** {@code 9 1/2}, as people write it. */
  public String mixed() {
    BigInteger[] parts = numerator.abs().divideAndRemainder(denominator);
    String sign = signum() < 0 ? "-" : "";
    if (parts[1].signum() == 0) {
      return sign + parts[0];
    }
    String rest = parts[1] + "/" + denominator;
    return parts[0].signum() == 0 ? sign + rest : sign + parts[0] + " " + rest;
  }
}
