package org.treuga.place;

/**
 * A point on WGS 84, in degrees: latitude from -90 to 90, longitude from -180 to 180.
 *
 * <p>Latitude stands before longitude everywhere in this API.
 */
public record Position(double latitude, double longitude) {

  public Position {
    if (!(latitude >= -90 && latitude <= 90)) {
      throw new IllegalArgumentException("latitude must be from -90 to 90, was " + latitude);
    }
    if (!(longitude >= -180 && longitude <= 180)) {
      throw new IllegalArgumentException("longitude must be from -180 to 180, was " + longitude);
    }
  }
}
