package org.treuga.app.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.treuga.time.Interval;

/**
 * Answers a {@link Filter} from one of two indexes, each of which has all that a filter asks for:
 * by time, one range a class of {@link Spans}, merged by begin; or by place, one range a row of the
 * {@link Grid}. So a page costs about its own length where much fits the filter, and at worst one
 * walk along the ranges without touching the table.
 *
 * <p>By time goes what has no box, and what has one if no more than {@value #FEW} observations lie
 * in its interval; the rest goes by place. A later page goes on the way of the first.
 */
final class Search {

  private static final int FEW = 20_000;

  /** Boxes of more rows of the grid are one range over all longitudes. */
  private static final int MAX_ROWS = 64;

  private final Connection connection;
  private final Filter filter;
  private final long lastEntry;

  /** A piece of SQL with the values of its question marks. */
  private static final class Sql {
    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    Sql add(String sql, Object... more) {
      text.append(sql);
      values.addAll(List.of(more));
      return this;
    }
  }

  Search(Connection connection, Filter filter) throws SQLException {
    this.connection = connection;
    this.filter = filter;
    this.lastEntry = lastEntry(filter.recordedAsOf());
  }

  /** Entries are recorded in order, so the last one of that time bounds all. */
  private long lastEntry(@Nullable Instant recorded) throws SQLException {
    if (recorded == null) {
      return Long.MAX_VALUE;
    }
    Sql sql =
        new Sql()
            .add(
                "select entry from observation where recorded_from <= ?"
                    + " order by recorded_from desc, entry desc limit 1",
                Micros.of(recorded));
    long[] last = {-1};
    run(sql, row -> last[0] = row.getLong(1));
    return last[0];
  }

  /**
   * Hands out the next page.
   *
   * @return where it ended; empty after the last page
   */
  Optional<Cursor> page(
      @Nullable Cursor after, int limit, Consumer<StoredObservation> reader, String columns)
      throws SQLException {
    if (lastEntry < 0) {
      return Optional.empty();
    }
    Cursor.Order order = after != null ? after.order() : order();
    List<StoredObservation> found = new ArrayList<>();
    Cursor[] last = {after};
    Taker taker =
        row -> {
          found.add(Store.observation(row));
          last[0] = new Cursor(order, row.getLong("sort_key"), row.getLong(1));
        };
    if (order == Cursor.Order.TIME) {
      run(timePage(after, limit, columns), taker);
    } else {
      for (Cells cells : cells()) {
        Cursor from = last[0];
        if (found.size() < limit && (from == null || from.key() <= cells.last())) {
          run(placePage(cells, from, limit - found.size(), columns), taker);
        }
      }
    }
    found.forEach(reader);
    return found.size() == limit ? Optional.ofNullable(last[0]) : Optional.empty();
  }

  private Cursor.Order order() throws SQLException {
    if (filter.box() == null || isOfCase()) {
      return Cursor.Order.TIME;
    }
    if (filter.occurred().equals(Interval.ALWAYS)) {
      return Cursor.Order.PLACE;
    }
    Sql few = new Sql().add("select count(*) from (select 1 from (");
    for (int span = 0; span < Spans.COUNT; span++) {
      few.add(span == 0 ? "" : " union all ").add("select entry from observation where ");
      inSpan(few, span, null);
    }
    few.add(") as spans limit " + (FEW + 1) + ") as few");
    return number(few) <= FEW ? Cursor.Order.TIME : Cursor.Order.PLACE;
  }

  /** Each span has a limit of its own: PostgreSQL would else read and sort whole spans. */
  private Sql timePage(@Nullable Cursor after, int limit, String columns) {
    Sql sql = new Sql();
    for (int span = 0; span < Spans.COUNT; span++) {
      sql.add(span == 0 ? "" : " union all ")
          .add("select * from (select " + columns + ", begins as sort_key from observation where ");
      inSpan(sql, span, after);
      inBox(sql);
      common(sql);
      sql.add(" order by begins, entry limit ?) as span" + span, limit);
    }
    return sql.add(" order by sort_key, entry limit ?", limit);
  }

  private Sql placePage(Cells cells, @Nullable Cursor after, int limit, String columns) {
    Sql sql = new Sql().add("select " + columns + ", cell as sort_key from observation where ");
    inCells(sql, cells, after);
    return sql.add(" order by cell, entry limit ?", limit);
  }

  /** How many there are. */
  long count() throws SQLException {
    if (filter.box() == null && filter.occurred().equals(Interval.ALWAYS)) {
      return accepted();
    }
    long count = 0;
    if (order() == Cursor.Order.TIME) {
      for (int span = 0; span < Spans.COUNT; span++) {
        Sql sql = new Sql().add("select count(*) from observation where ");
        inSpan(sql, span, null);
        inBox(sql);
        common(sql);
        count += number(sql);
      }
    } else {
      for (Cells cells : cells()) {
        Sql sql = new Sql().add("select count(*) from observation where ");
        inCells(sql, cells, null);
        count += number(sql);
      }
    }
    return count;
  }

  /** Every observation was accepted once, by an import that tells how many it accepted. */
  private long accepted() throws SQLException {
    Sql sql = new Sql().add("select coalesce(sum(accepted), 0) from import_receipt where 1 = 1");
    Instant recorded = filter.recordedAsOf();
    if (recorded != null) {
      sql.add(" and recorded_at <= ?", Micros.of(recorded));
    }
    named(sql);
    return number(sql);
  }

  private boolean isOfCase() {
    String caseId = filter.caseId();
    return caseId != null && !caseId.isEmpty();
  }

  /** The range also begins at the cursor, since neither database sees that from the pair alone. */
  private void inSpan(Sql sql, int span, @Nullable Cursor after) {
    if (isOfCase()) {
      sql.add("case_id <> '' and ");
    }
    long start = Micros.of(filter.occurred().startInclusive());
    long end = Micros.of(filter.occurred().endExclusive());
    sql.add(
        "span = " + span + " and begins >= ? and begins < ? and ends > ?",
        after == null
            ? Spans.earliestBegin(span, start)
            : Math.max(after.key(), Spans.earliestBegin(span, start)),
        end,
        start);
    if (after != null) {
      sql.add(" and (begins, entry) > (?, ?)", after.key(), after.entry());
    }
  }

  private void inCells(Sql sql, Cells cells, @Nullable Cursor after) {
    long first = after == null ? cells.first() : Math.max(after.key(), cells.first());
    sql.add("cell >= ? and cell <= ?", first, cells.last());
    if (after != null) {
      sql.add(" and (cell, entry) > (?, ?)", after.key(), after.entry());
    }
    inBox(sql);
    if (!filter.occurred().equals(Interval.ALWAYS)) {
      sql.add(
          " and begins < ? and ends > ?",
          Micros.of(filter.occurred().endExclusive()),
          Micros.of(filter.occurred().startInclusive()));
    }
    common(sql);
  }

  private void inBox(Sql sql) {
    Filter.Box box = filter.box();
    if (box != null) {
      sql.add(" and latitude >= ? and latitude <= ?", box.south(), box.north())
          .add(
              box.west() <= box.east()
                  ? " and longitude >= ? and longitude <= ?"
                  : " and (longitude >= ? or longitude <= ?)",
              box.west(),
              box.east());
    }
  }

  private void named(Sql sql) {
    String feed = filter.feed();
    if (feed != null) {
      sql.add(" and feed = ?", feed);
    }
    String caseId = filter.caseId();
    if (caseId != null) {
      sql.add(" and case_id = ?", caseId);
    }
  }

  private void common(Sql sql) {
    named(sql);
    Instant recorded = filter.recordedAsOf();
    if (recorded == null) {
      sql.add(" and recorded_to is null");
    } else {
      sql.add(
          " and entry <= ? and (recorded_to is null or recorded_to > ?)",
          lastEntry,
          Micros.of(recorded));
    }
  }

  /** Cells that follow one another, both ends included. */
  private record Cells(int first, int last) {}

  private List<Cells> cells() {
    Filter.Box box = filter.box();
    if (box == null) {
      throw new IllegalStateException("a search by place needs a box");
    }
    int south = Grid.row(box.south());
    int north = Grid.row(box.north());
    int west = Grid.column(box.west());
    int east = Grid.column(box.east());
    if (north - south >= MAX_ROWS) {
      return List.of(new Cells(south * Grid.COLUMNS, (north + 1) * Grid.COLUMNS - 1));
    }
    List<Cells> cells = new ArrayList<>();
    for (int row = south; row <= north; row++) {
      int base = row * Grid.COLUMNS;
      if (box.west() <= box.east()) {
        cells.add(new Cells(base + west, base + east));
      } else {
        cells.add(new Cells(base, base + east));
        cells.add(new Cells(base + Math.max(west, east + 1), base + Grid.COLUMNS - 1));
      }
    }
    return cells;
  }

  private interface Taker {
    void take(ResultSet row) throws SQLException;
  }

  private long number(Sql sql) throws SQLException {
    long[] number = {0};
    run(sql, row -> number[0] = row.getLong(1));
    return number[0];
  }

  private void run(Sql sql, Taker taker) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql.text.toString())) {
      for (int i = 0; i < sql.values.size(); i++) {
        select.setObject(i + 1, sql.values.get(i));
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          taker.take(rows);
        }
      }
    }
  }
}
