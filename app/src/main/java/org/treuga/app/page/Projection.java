package org.treuga.app.page;

/**
 * From degrees to the plane, in earth radii, y downwards: Lambert's conformal conic with two
 * standard parallels at a sixth and five sixths of the window (Snyder, Map Projections: A Working
 * Manual, 1987, equations 15-1 to 15-3, on a sphere). Where a cone makes no sense, about the
 * equator, near the poles and for more than a third of the globe, it is the plain chart with the
 * right aspect at the middle latitude.
 *
 * <p>Angles on the cone are true, and lengths within a window of 20 degrees are true to about 1 %.
 */
final class Projection {

  private final double middle;
  private final double exponent;
  private final double factor;
  private final double originRadius;
  private final double aspect;

  private Projection(
      double middle, double exponent, double factor, double originRadius, double aspect) {
    this.middle = middle;
    this.exponent = exponent;
    this.factor = factor;
    this.originRadius = originRadius;
    this.aspect = aspect;
  }

  static Projection of(Land.Window window) {
    double middle = (window.west() + window.east()) / 2;
    double span = window.north() - window.south();
    double center = StrictMath.toRadians((window.north() + window.south()) / 2);
    boolean cone =
        window.south() * window.north() > 0
            && Math.max(Math.abs(window.south()), Math.abs(window.north())) < 80
            && Math.min(Math.abs(window.south()), Math.abs(window.north())) > 5
            && window.east() - window.west() < 120;
    if (!cone) {
      return new Projection(middle, 0, 0, 0, StrictMath.cos(center));
    }
    double first = StrictMath.toRadians(window.south() + span / 6);
    double second = StrictMath.toRadians(window.north() - span / 6);
    double exponent =
        second - first < 1e-3
            ? StrictMath.sin(first)
            : StrictMath.log(StrictMath.cos(first) / StrictMath.cos(second))
                / StrictMath.log(half(second) / half(first));
    double factor = StrictMath.cos(first) * StrictMath.pow(half(first), exponent) / exponent;
    return new Projection(
        middle, exponent, factor, factor / StrictMath.pow(half(center), exponent), 1);
  }

  private static double half(double latitude) {
    return StrictMath.tan(StrictMath.PI / 4 + latitude / 2);
  }

  /** The plane coordinates {@code x, y} of a place. */
  Point of(double latitude, double longitude) {
    double turned = longitude - middle;
    while (turned > 180) {
      turned -= 360;
    }
    while (turned < -180) {
      turned += 360;
    }
    return plane(latitude, StrictMath.toRadians(turned));
  }

  /** As {@link #of}, for a longitude counted on from the middle and not to be turned back. */
  Point counted(double latitude, double longitude) {
    return plane(latitude, StrictMath.toRadians(longitude - middle));
  }

  private Point plane(double latitude, double turned) {
    double radians = StrictMath.toRadians(latitude);
    if (exponent == 0) {
      return new Point(turned * aspect, -radians);
    }
    double radius = factor / StrictMath.pow(half(radians), exponent);
    double angle = exponent * turned;
    return new Point(radius * StrictMath.sin(angle), radius * StrictMath.cos(angle) - originRadius);
  }

  record Point(double x, double y) {}
}
