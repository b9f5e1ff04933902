package org.treuga.connectors.reports;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.treuga.evidence.Count;
import org.treuga.evidence.Kind;
import org.treuga.evidence.Observation;
import org.treuga.evidence.Rejection;
import org.treuga.evidence.ReportedObject;
import org.treuga.place.Place;
import org.treuga.place.Position;
import org.treuga.place.Precision;
import org.treuga.time.Occurrence;

/**
 * How rows and rejections wait in the {@link Sorter}'s file: exactly as they are, half surrogate
 * pairs and signed zeros included, which the canonical form does not have. Lives for one run, so it
 * needs no version.
 */
final class SortForms {

  private static final Kind[] KINDS = Kind.values();
  private static final Precision[] PRECISIONS = Precision.values();

  /** Within the 65,535 bytes of {@link DataOutput#writeUTF}. */
  private static final int PIECE_CHARS = 20_000;

  private SortForms() {}

  static final Sorter.Form<Rejection> REJECTION =
      new Sorter.Form<>() {
        @Override
        public int weight(Rejection it) {
          return 200 + 2 * (it.expected().length() + it.got().length());
        }

        @Override
        public void write(Rejection it, DataOutput out) throws IOException {
          text(out, it.file());
          out.writeInt(it.line());
          text(out, it.column());
          text(out, it.code());
          text(out, it.expected());
          text(out, it.got());
        }

        @Override
        public Rejection read(DataInput in) throws IOException {
          return new Rejection(text(in), in.readInt(), text(in), text(in), text(in), text(in));
        }
      };

  static final Sorter.Form<TakenRow> ROW =
      new Sorter.Form<>() {
        @Override
        public int weight(TakenRow row) {
          Observation it = row.observation();
          int chars = it.id().length() + it.url().length() + it.summary().length();
          chars += it.object().name().length() + it.actor().length() + it.claimedBy().length();
          for (Map.Entry<String, String> attribute : it.attributes().entrySet()) {
            chars += 60 + attribute.getKey().length() + attribute.getValue().length();
          }
          return 1_000 + 2 * chars;
        }

        @Override
        public void write(TakenRow row, DataOutput out) throws IOException {
          text(out, row.where().file());
          out.writeInt(row.where().line());
          text(out, row.where().idColumn());
          SortForms.write(row.observation(), out);
        }

        @Override
        public TakenRow read(DataInput in) throws IOException {
          TakenRow.Where where = new TakenRow.Where(text(in), in.readInt(), text(in));
          return new TakenRow(observation(in), where);
        }
      };

  private static void write(Observation it, DataOutput out) throws IOException {
    text(out, it.id());
    out.writeByte(it.kind().ordinal());
    text(out, it.sourceId());
    instant(out, it.occurred().within().startInclusive());
    instant(out, it.occurred().within().endExclusive());
    instant(out, it.publishedAt());
    place(out, it.place());
    text(out, it.object().name());
    text(out, it.object().objectClass());
    text(out, it.object().alsoReported());
    text(out, it.act());
    text(out, it.means());
    text(out, it.actor());
    text(out, it.claimedBy());
    text(out, it.deniedBy());
    text(out, it.statedGround());
    out.writeByte(it.credibility());
    out.writeInt(it.harm().size());
    for (Map.Entry<String, Count> count : it.harm().entrySet()) {
      text(out, count.getKey());
      out.writeLong(count.getValue().low());
      out.writeLong(count.getValue().best());
      out.writeLong(count.getValue().high());
    }
    text(out, it.url());
    text(out, it.evidenceSha256());
    text(out, it.summary());
    out.writeInt(it.attributes().size());
    for (Map.Entry<String, String> attribute : it.attributes().entrySet()) {
      text(out, attribute.getKey());
      text(out, attribute.getValue());
    }
  }

  private static Observation observation(DataInput in) throws IOException {
    return new Observation(
        text(in),
        KINDS[in.readByte()],
        text(in),
        Occurrence.within(known(in), known(in)),
        instant(in),
        place(in),
        new ReportedObject(text(in), text(in), text(in)),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        text(in),
        in.readByte(),
        harm(in),
        text(in),
        text(in),
        text(in),
        attributes(in));
  }

  private static Map<String, Count> harm(DataInput in) throws IOException {
    Map<String, Count> harm = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      harm.put(text(in), new Count(in.readLong(), in.readLong(), in.readLong()));
    }
    return harm;
  }

  private static Map<String, String> attributes(DataInput in) throws IOException {
    Map<String, String> attributes = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      attributes.put(text(in), text(in));
    }
    return attributes;
  }

  private static void place(DataOutput out, Place it) throws IOException {
    Position position = it.position();
    out.writeBoolean(position != null);
    if (position != null) {
      out.writeDouble(position.latitude());
      out.writeDouble(position.longitude());
    }
    out.writeByte(it.precision().ordinal());
    Double stated = it.statedUncertaintyMeters();
    out.writeBoolean(stated != null);
    if (stated != null) {
      out.writeDouble(stated);
    }
    texts(out, it.names());
    text(out, it.region());
    texts(out, it.countries());
  }

  private static Place place(DataInput in) throws IOException {
    Position position = in.readBoolean() ? new Position(in.readDouble(), in.readDouble()) : null;
    Precision precision = PRECISIONS[in.readByte()];
    Double stated = in.readBoolean() ? (Double) in.readDouble() : null;
    return new Place(position, precision, stated, texts(in), text(in), texts(in));
  }

  private static void instant(DataOutput out, @Nullable Instant instant) throws IOException {
    out.writeBoolean(instant != null);
    if (instant != null) {
      out.writeLong(instant.getEpochSecond());
      out.writeInt(instant.getNano());
    }
  }

  private static @Nullable Instant instant(DataInput in) throws IOException {
    return in.readBoolean() ? Instant.ofEpochSecond(in.readLong(), in.readInt()) : null;
  }

  private static Instant known(DataInput in) throws IOException {
    Instant instant = instant(in);
    if (instant == null) {
      throw new IOException("the temporary file was changed while it was read");
    }
    return instant;
  }

  private static void texts(DataOutput out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      text(out, text);
    }
  }

  private static List<String> texts(DataInput in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.add(text(in));
    }
    return texts;
  }

  private static void text(DataOutput out, String text) throws IOException {
    out.writeInt(text.length());
    for (int from = 0; from < text.length(); from += PIECE_CHARS) {
      out.writeUTF(text.substring(from, Math.min(text.length(), from + PIECE_CHARS)));
    }
  }

  private static String text(DataInput in) throws IOException {
    int length = in.readInt();
    if (length <= PIECE_CHARS) {
      return length == 0 ? "" : in.readUTF();
    }
    StringBuilder text = new StringBuilder(length);
    while (text.length() < length) {
      text.append(in.readUTF());
    }
    return text.toString();
  }
}
