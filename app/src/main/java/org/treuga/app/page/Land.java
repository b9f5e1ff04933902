package org.treuga.app.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Land and water of the world, from Natural Earth by way of the package world-atlas: coasts, and
 * nothing about states. The format is described where it is written, in {@code build/land.mjs}.
 *
 * <p>Polygons whose box lies outside the window are skipped by their length, so only what is shown
 * is decoded. Clipping is Sutherland and Hodgman's (Communications of the ACM 17, 1974): the edges
 * that it lays along the window are never seen, since land is filled and has no outline, and a
 * general overlay of the largest continent would cost more than all the rest of the page.
 */
final class Land {

  private static final double UNITS = 1000;

  /** Degrees; {@code west < east}, and either may lie beyond 180 for a window over that line. */
  record Window(double west, double south, double east, double north) {}

  /** Longitude and latitude in turn, closed by itself. */
  record Ring(double[] points) {}

  private final byte[] bytes;
  private int at;

  private Land(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The rings of land within a window, shore and lakes alike: to be filled even-odd. */
  static List<Ring> within(Window window) {
    byte[] bytes;
    try (InputStream in = Land.class.getResourceAsStream("land.bin")) {
      if (in == null) {
        throw new IllegalStateException("land.bin is missing from the jar; build it anew");
      }
      bytes = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("land.bin cannot be read from the jar", e);
    }
    List<Ring> rings = new ArrayList<>();
    for (double shift : new double[] {-360, 0, 360}) {
      Window shifted =
          new Window(window.west - shift, window.south, window.east - shift, window.north);
      if (shifted.west < 180 && shifted.east > -180) {
        new Land(bytes).read(shifted, shift, rings);
      }
    }
    return rings;
  }

  private void read(Window window, double shift, List<Ring> rings) {
    for (int polygons = unsigned(); polygons > 0; polygons--) {
      int length = unsigned();
      int end = at + length;
      double west = signed() / UNITS;
      double south = signed() / UNITS;
      double east = west + unsigned() / UNITS;
      double north = south + unsigned() / UNITS;
      if (west < window.east
          && east > window.west
          && south < window.north
          && north > window.south) {
        for (int count = unsigned(); count > 0; count--) {
          double[] clipped = clip(ring(), window);
          if (clipped.length >= 6) {
            for (int i = 0; i < clipped.length; i += 2) {
              clipped[i] += shift;
            }
            rings.add(new Ring(clipped));
          }
        }
      }
      at = end;
    }
  }

  private double[] ring() {
    double[] points = new double[2 * unsigned()];
    int x = 0;
    int y = 0;
    for (int i = 0; i < points.length; i += 2) {
      x += signed();
      y += signed();
      points[i] = x / UNITS;
      points[i + 1] = y / UNITS;
    }
    return points;
  }

  private int unsigned() {
    int value = 0;
    int shift = 0;
    while (true) {
      byte next = bytes[at++];
      value |= (next & 127) << shift;
      if (next >= 0) {
        return value;
      }
      shift += 7;
    }
  }

  private int signed() {
    int value = unsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  private static double[] clip(double[] ring, Window window) {
    double[] points = cut(ring, 0, window.west, 1);
    points = cut(points, 0, window.east, -1);
    points = cut(points, 1, window.south, 1);
    return cut(points, 1, window.north, -1);
  }

  /** Keeps what lies on the side of {@code limit} that {@code sign} points to, on one axis. */
  private static double[] cut(double[] points, int axis, double limit, int sign) {
    double[] kept = new double[points.length + 8];
    int size = 0;
    int count = points.length;
    for (int i = 0; i < count; i += 2) {
      int before = i == 0 ? count - 2 : i - 2;
      double from = (points[before + axis] - limit) * sign;
      double to = (points[i + axis] - limit) * sign;
      if (size + 4 > kept.length) {
        kept = Arrays.copyOf(kept, 2 * kept.length);
      }
      if (from < 0 != to < 0) {
        double part = from / (from - to);
        kept[size] = points[before] + part * (points[i] - points[before]);
        kept[size + 1] = points[before + 1] + part * (points[i + 1] - points[before + 1]);
        kept[size + axis] = limit;
        size += 2;
      }
      if (to >= 0) {
        kept[size++] = points[i];
        kept[size++] = points[i + 1];
      }
    }
    return Arrays.copyOf(kept, size);
  }
}
