package org.treuga.app.stamp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.treuga.ledger.Checkpoint;
import org.treuga.ledger.DurableFiles;
import org.treuga.ledger.LedgerView;

/**
 * The time-stamps of a ledger: {@code timestamps/<size>.tsr}, the authority's response over the
 * text of the checkpoint of that size, and {@code <size>.checkpoint}, that checkpoint as the log
 * signed it. The entry that records a stamp holds the digests of both, since parts of a response
 * are not signed by anybody.
 */
public final class Stamps {

  private static final Pattern TOKEN = Pattern.compile("(0|[1-9][0-9]{0,17})\\.tsr");

  /**
   * What an entry of the ledger says of a stamp.
   *
   * @param stampSha256 of the response
   * @param checkpointSha256 of the checkpoint it covers
   */
  public record Recorded(long size, String stampSha256, String checkpointSha256) {}

  /**
   * What a check of all stamps found.
   *
   * @param proven what they prove, one sentence each
   * @param remarks what a reader should know and is no fault
   * @param problems what is not as it must be
   */
  public record Findings(List<String> proven, List<String> remarks, List<String> problems) {
    public Findings {
      proven = List.copyOf(proven);
      remarks = List.copyOf(remarks);
      problems = List.copyOf(problems);
    }
  }

  private final Path ledger;
  private final Path folder;

  /**
   * @param ledger the folder of the ledger
   */
  public Stamps(Path ledger) {
    this.ledger = ledger;
    this.folder = ledger.resolve("timestamps");
  }

  private Path tokenFile(long size) {
    return folder.resolve(size + ".tsr");
  }

  private Path checkpointFile(long size) {
    return folder.resolve(size + ".checkpoint");
  }

  /** The sizes for which there is a stamp, recorded or not. */
  public TreeSet<Long> sizes() throws IOException {
    TreeSet<Long> sizes = new TreeSet<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          var name = TOKEN.matcher(String.valueOf(file.getFileName()));
          if (name.matches()) {
            sizes.add(Long.parseLong(name.group(1)));
          }
        }
      }
    }
    return sizes;
  }

  /** Keeps a stamp durably; the checkpoint first, so that no stamp is without what it covers. */
  public Recorded keep(Checkpoint checkpoint, Stamp stamp) throws IOException {
    DurableFiles.replace(checkpointFile(checkpoint.size()), checkpoint.bytes());
    DurableFiles.replace(tokenFile(checkpoint.size()), stamp.bytes());
    return new Recorded(checkpoint.size(), hex(stamp.bytes()), hex(checkpoint.bytes()));
  }

  /**
   * Checks every stamp that is there or recorded, against a ledger that was checked before.
   *
   * @param recorded what its entries say of stamps
   * @param anchors who is trusted; empty if nobody was named
   */
  public Findings check(List<Recorded> recorded, List<X509Certificate> anchors) throws IOException {
    List<String> proven = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Map<Long, Recorded> bySize = new java.util.TreeMap<>();
    recorded.forEach(one -> bySize.put(one.size(), one));
    TreeSet<Long> sizes = sizes();
    sizes.addAll(bySize.keySet());
    // Opened after the names were read: a stamp that is there is never of a later log than this.
    LedgerView view = LedgerView.open(ledger);
    for (long size : sizes) {
      String name = "ledger/timestamps/" + size + ".tsr";
      try {
        Recorded entry = bySize.get(size);
        if (entry != null) {
          requireDigest(tokenFile(size), entry.stampSha256());
          requireDigest(checkpointFile(size), entry.checkpointSha256());
        } else {
          remarks.add(name + ": not recorded in the log yet; treuga ledger stamp does it");
        }
        Stamp stamp = checked(view, size);
        if (anchors.isEmpty()) {
          remarks.add(
              "%s: authority %s not in the trust anchors given (--ca names them)"
                  .formatted(name, stamp.signer()));
        } else {
          stamp.checkTrust(anchors);
        }
        proven.add(sentence(size, stamp));
      } catch (StampFailure wrong) {
        problems.add(name + ": " + wrong.getMessage());
      } catch (NoSuchFileException missing) {
        problems.add(name + ": expected the file " + missing.getFile() + ", found none");
      }
    }
    return new Findings(proven, remarks, problems);
  }

  private static String sentence(long size, Stamp stamp) {
    Instant time = stamp.time();
    return "the first %d entries were there by %s, says %s".formatted(size, time, stamp.signer());
  }

  /**
   * Reads the stamp of a size and checks it against the log.
   *
   * @throws StampFailure if it is not a true one of what the log was
   */
  public Stamp checked(LedgerView view, long size) throws IOException {
    Checkpoint covered;
    try {
      covered = Checkpoint.parse(Files.readAllBytes(checkpointFile(size)));
    } catch (IllegalArgumentException wrong) {
      throw new StampFailure("its checkpoint cannot be read (" + wrong.getMessage() + ")", wrong);
    }
    boolean ofThisLog =
        covered.size() == size
            && covered.origin().equals(view.checkpoint().origin())
            && covered.isSignedBy(view.verifier());
    if (!ofThisLog) {
      throw new StampFailure("its checkpoint is not one of this log at " + size + " entries");
    }
    if (size > view.size() || !view.rootAt(size).equals(covered.root())) {
      throw new StampFailure(
          "the log had %d entries with root %s then, and does not continue them"
              .formatted(size, covered.root()));
    }
    Stamp stamp = Stamp.parse(Files.readAllBytes(tokenFile(size)));
    stamp.check(covered.text().getBytes(StandardCharsets.UTF_8));
    return stamp;
  }

  /** The entry of a stamp that is there. */
  public Recorded recorded(long size) throws IOException {
    return new Recorded(
        size,
        hex(Files.readAllBytes(tokenFile(size))),
        hex(Files.readAllBytes(checkpointFile(size))));
  }

  private static void requireDigest(Path file, String expected) throws IOException {
    String found = hex(Files.readAllBytes(file));
    if (!found.equals(expected)) {
      throw new StampFailure(
          "%s: expected bytes with SHA-256 %s, as recorded, found %s"
              .formatted(file.getFileName(), expected, found));
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(Stamp.sha256(bytes));
  }
}
