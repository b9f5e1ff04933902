package org.treuga.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.treuga.app.stamp.Authority;
import org.treuga.app.stamp.Stamp;
import org.treuga.app.stamp.StampFailure;
import org.treuga.app.stamp.Stamps;
import org.treuga.app.store.DataDirectory;
import org.treuga.app.store.Packet;
import org.treuga.app.store.StoredObservation;
import org.treuga.evidence.UnreadableInput;
import org.treuga.ledger.Checkpoint;
import org.treuga.ledger.DurableFiles;
import org.treuga.ledger.EntryProof;
import org.treuga.ledger.KeyFile;
import org.treuga.ledger.KeyUse;
import org.treuga.ledger.LedgerInconsistency;
import org.treuga.ledger.LedgerView;
import org.treuga.ledger.SigningKey;
import org.treuga.ledger.VerifierKey;
import org.treuga.ledger.Witness;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "ledger",
    description = "The log of all that was recorded: what it is, proofs, witnesses, time-stamps.",
    mixinStandardHelpOptions = true,
    subcommands = {
      LedgerCommand.Show.class,
      LedgerCommand.Prove.class,
      LedgerCommand.Check.class,
      LedgerCommand.Cosign.class,
      LedgerCommand.AddCosignature.class,
      LedgerCommand.StampIt.class
    })
final class LedgerCommand implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  LedgerCommand() {}

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "ledger needs a command: show, prove, check, cosign, add-cosignature or stamp");
  }

  private static byte[] read(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException missing) {
      throw new UnreadableInput(file + ": there is no such file");
    }
  }

  /** A verifier key, alone in its file. */
  private static VerifierKey key(Path file) throws IOException {
    try {
      return VerifierKey.parse(new String(read(file), StandardCharsets.UTF_8).strip());
    } catch (IllegalArgumentException wrong) {
      throw new UnreadableInput(file + ": a verifier key was expected; " + wrong.getMessage());
    }
  }

  private static Checkpoint checkpoint(Path file) throws IOException {
    try {
      return Checkpoint.parse(read(file));
    } catch (IllegalArgumentException wrong) {
      throw new UnreadableInput(file + ": a checkpoint was expected; " + wrong.getMessage());
    }
  }

  @Command(
      name = "show",
      description = "Tells name, key, size and root, who cosigned and what is stamped.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOptions data;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Show() {}

    @Override
    public Integer call() throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      try (DataDirectory directory = data.open()) {
        LedgerView view = directory.ledger();
        out.println("origin   " + view.checkpoint().origin());
        out.println("vkey     " + view.verifier().text());
        out.println("entries  " + view.size());
        out.println("root     " + view.checkpoint().root().hex());
        List<Checkpoint> cosigned = view.cosigned();
        for (VerifierKey witness : view.witnesses()) {
          out.println("witness  " + witness.text() + lastSeen(witness, cosigned));
        }
        Stamps stamps = new Stamps(directory.ledgerFolder());
        for (long size : stamps.sizes()) {
          out.println("stamp    " + stamp(stamps, view, size));
        }
        out.flush();
        return Treuga.DONE;
      }
    }

    private static String stamp(Stamps stamps, LedgerView view, long size) throws IOException {
      try {
        Stamp stamp = stamps.checked(view, size);
        return size + " entries, " + stamp.time() + ", " + stamp.signer();
      } catch (StampFailure wrong) {
        return size + " entries: " + wrong.getMessage();
      }
    }

    private static String lastSeen(VerifierKey witness, List<Checkpoint> cosigned) {
      for (Checkpoint checkpoint : cosigned.reversed()) {
        if (checkpoint.claims(witness)) {
          return ", last at %d entries, %s"
              .formatted(
                  checkpoint.size(),
                  checkpoint.cosignedBy(witness).map(Instant::toString).orElse("not true"));
        }
      }
      return "";
    }
  }

  @Command(
      name = "prove",
      description = {
        "Proves that an entry is in the log, to somebody who has nothing else of it.",
        "With --out writes entry, proof and verifier key; else prints the proof."
      },
      mixinStandardHelpOptions = true)
  static final class Prove implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOptions data;

    @Parameters(
        paramLabel = "INDEX|ID",
        description = "An entry by its number, from 0, or an observation by its id.")
    private String what;

    @Option(
        names = "--feed",
        paramLabel = "FEED",
        description = "The feed of the observation, where several use one id.")
    private @Nullable String feed;

    @Option(names = "--out", paramLabel = "DIR", description = "Where to write the three files.")
    private @Nullable Path folder;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Prove() {}

    @Override
    public Integer call() throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      try (DataDirectory directory = data.open()) {
        LedgerView view = directory.ledger();
        long index = index(directory, view);
        EntryProof proof = view.prove(index);
        if (folder == null) {
          out.print(proof.text());
        } else {
          DurableFiles.replace(folder.resolve("entry"), view.entry(index));
          DurableFiles.replace(
              folder.resolve("vkey"),
              (view.verifier().text() + "\n").getBytes(StandardCharsets.UTF_8));
          DurableFiles.replace(folder.resolve("entry.tlog-proof"), proof.bytes());
          out.printf("entry %d of %d is in %s; to check it:%n", index, view.size(), folder);
          out.printf("  treuga ledger check %s%n", folder);
        }
        out.flush();
        return Treuga.DONE;
      }
    }

    private long index(DataDirectory directory, LedgerView view) {
      if (feed == null && what.matches("[0-9]{1,18}")) {
        long index = Long.parseLong(what);
        if (index >= view.size()) {
          throw new UnreadableInput(
              "INDEX must be below %d, the number of entries, was %s".formatted(view.size(), what));
        }
        return index;
      }
      return observation(directory, what, feed).entry();
    }
  }

  /** The version that holds now of the one observation that is meant. */
  static StoredObservation observation(DataDirectory directory, String id, @Nullable String feed) {
    List<StoredObservation> found =
        directory.store().current(id).stream()
            .filter(one -> feed == null || one.feed().equals(feed))
            .toList();
    if (found.isEmpty()) {
      throw new UnreadableInput("no observation with the id \"" + id + "\" is recorded");
    }
    if (found.size() > 1) {
      String feeds = String.join(", ", found.stream().map(StoredObservation::feed).toList());
      throw new UnreadableInput(
          "several feeds have an observation \"%s\"; name one with --feed: %s"
              .formatted(id, feeds));
    }
    return found.getFirst();
  }

  @Command(
      name = "check",
      description = "Checks what prove wrote, or a disclosure, offline and without the log.",
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
        paramLabel = "DIR|FILE",
        description = "The folder that prove wrote, or the file that disclose wrote.")
    private Path folder;

    @Option(
        names = "--key",
        paramLabel = "FILE",
        description = "The log's verifier key, got some other way. Default: the one that came.")
    private @Nullable Path keyFile;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Check() {}

    @Override
    public Integer call() throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      if (Files.isRegularFile(folder)) {
        return disclosure(out);
      }
      VerifierKey key = key(keyFile == null ? folder.resolve("vkey") : keyFile);
      Path file = folder.resolve("entry.tlog-proof");
      EntryProof proof;
      try {
        proof = EntryProof.parse(read(file));
      } catch (IllegalArgumentException wrong) {
        throw new UnreadableInput(file + ": a proof was expected; " + wrong.getMessage());
      }
      boolean proven = proof.proves(read(folder.resolve("entry")), key);
      out.printf(
          proven
              ? "proven: entry %d is in the log %s of %d entries%n"
              : "differs: entry %d is not proven to be in the log %s of %d entries%n",
          proof.inclusion().index(),
          key.name(),
          proof.inclusion().size());
      if (proven && keyFile == null) {
        out.println("remark: by the key that came with it; compare " + key.text());
      }
      out.flush();
      return proven ? Treuga.DONE : Treuga.ATTENTION;
    }

    private int disclosure(PrintWriter out) throws IOException {
      Packet packet = Packet.parse(folder.toString(), read(folder));
      VerifierKey key = keyFile == null ? packet.log() : key(keyFile);
      Packet.Outcome outcome = packet.check(key);
      outcome.problems().forEach(problem -> out.println("differs: " + problem));
      if (outcome.problems().isEmpty()) {
        out.printf(
            "proven: entry %d is in the log %s of %d entries; for %s:%n",
            packet.proof().inclusion().index(),
            key.name(),
            packet.proof().inclusion().size(),
            packet.reader());
        outcome.shown().forEach((name, value) -> out.println("  " + name + " = " + value));
        out.println(
            "withheld: %d digests for which nothing is shown, decoys among them"
                .formatted(outcome.withheld()));
        if (keyFile == null) {
          out.println("remark: by the key that came with it; compare " + key.text());
        }
      }
      out.flush();
      return outcome.problems().isEmpty() ? Treuga.DONE : Treuga.ATTENTION;
    }
  }

  @Command(
      name = "cosign",
      description = {
        "For a witness: signs the checkpoint of a log that continues the one signed last.",
        "The first time it takes the log as it is. Give the result back to the keeper of the log."
      },
      mixinStandardHelpOptions = true)
  static final class Cosign implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "LEDGER", description = "The ledger, or a copy of it.")
    private Path ledger;

    @Option(
        names = "--key",
        paramLabel = "FILE",
        required = true,
        description = "The witness's private key; made when it is not there and --name is given.")
    private Path keyFile;

    @Option(
        names = "--name",
        paramLabel = "NAME",
        description = "The name of a new witness, such as witness.example/w.")
    private @Nullable String name;

    @Option(
        names = "--last",
        paramLabel = "FILE",
        description =
            "What was signed last; one file a log. Default: beside the key, with .last added.")
    private @Nullable Path lastFile;

    @Option(
        names = "--log-key",
        paramLabel = "FILE",
        description = "The log's verifier key, got some other way. Default: that in the ledger.")
    private @Nullable Path logKeyFile;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write, else printed.")
    private @Nullable Path outFile;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    Cosign() {}

    @Override
    public Integer call() throws IOException {
      LedgerView view = LedgerView.open(ledger);
      VerifierKey log = logKeyFile == null ? view.verifier() : key(logKeyFile);
      Path state =
          lastFile == null ? keyFile.resolveSibling(keyFile.getFileName() + ".last") : lastFile;
      try {
        SigningKey key = witnessKey();
        Checkpoint cosigned = cosigned(view, log, new Witness(key), state);
        Checkpoint own = cosigned.only(List.of(log, key.verifier()));
        // Kept before it is handed out: who signs and forgets can be led astray.
        DurableFiles.replace(state, own.bytes());
        hand(own, key.verifier());
        return Treuga.DONE;
      } catch (LedgerInconsistency inconsistent) {
        spec.commandLine()
            .getErr()
            .println(
                "treuga: not signed: %s. Keep %s and %s: with both, anybody can see it."
                    .formatted(inconsistent.getMessage(), state, ledger.resolve("checkpoint")));
        return Treuga.ATTENTION;
      } catch (IllegalArgumentException wrong) {
        throw new UnreadableInput("not signed: " + wrong.getMessage());
      }
    }

    private SigningKey witnessKey() throws IOException {
      if (Files.exists(keyFile)) {
        return KeyFile.read(keyFile);
      }
      if (name == null) {
        throw new UnreadableInput(keyFile + ": there is no such key; --name makes one");
      }
      return KeyFile.create(keyFile, name, KeyUse.WITNESS, new SecureRandom());
    }

    private Checkpoint cosigned(LedgerView view, VerifierKey log, Witness witness, Path state)
        throws IOException {
      Checkpoint next = view.checkpoint().only(List.of(log));
      Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
      if (!Files.exists(state)) {
        spec.commandLine()
            .getErr()
            .println("the first checkpoint seen of " + log.name() + "; nothing before it is known");
        return witness.cosignFirst(next, log, now);
      }
      Checkpoint last = checkpoint(state);
      return witness.cosign(last, next, view.requireContinues(last), log, now);
    }

    private void hand(Checkpoint cosigned, VerifierKey witness) throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      if (outFile == null) {
        out.print(new String(cosigned.bytes(), StandardCharsets.UTF_8));
      } else {
        DurableFiles.replace(outFile, cosigned.bytes());
        out.printf("%s: %d entries cosigned by %s%n", outFile, cosigned.size(), witness.text());
      }
      out.flush();
    }
  }

  @Command(
      name = "add-cosignature",
      description = "Keeps what a witness gave back, beside the log and for good.",
      mixinStandardHelpOptions = true)
  static final class AddCosignature implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOptions data;

    @Parameters(paramLabel = "FILE", description = "The checkpoint that cosign wrote.")
    private Path file;

    @Option(
        names = "--witness",
        paramLabel = "KEY",
        required = true,
        description = "The witness's verifier key, as the witness tells it: name+id+base64.")
    private String witness;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    AddCosignature() {}

    @Override
    public Integer call() throws IOException {
      try (DataDirectory directory = data.open()) {
        Checkpoint cosigned = checkpoint(file);
        VerifierKey key = VerifierKey.parse(witness);
        directory.addCosignature(cosigned, key);
        spec.commandLine()
            .getOut()
            .printf("%d entries cosigned by %s%n", cosigned.size(), key.name());
        spec.commandLine().getOut().flush();
        return Treuga.DONE;
      } catch (IllegalArgumentException wrong) {
        throw new UnreadableInput(file + ": " + wrong.getMessage());
      }
    }
  }

  @Command(
      name = "stamp",
      description = {
        "Has a time-stamp authority (RFC 3161) say that the log is there now.",
        "The authority learns a digest and nothing else."
      },
      mixinStandardHelpOptions = true)
  static final class StampIt implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private DataOptions data;

    @Option(
        names = "--authority",
        paramLabel = "URL",
        required = true,
        description = "The authority's address, http or https.")
    private String address;

    @Option(
        names = "--ca",
        paramLabel = "FILE",
        description = "Certificates (PEM) the authority must lead to.")
    private @Nullable Path authorities;

    @Mixin private AuthorOption author;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    StampIt() {}

    @Override
    public Integer call() {
      List<X509Certificate> anchors = authorities == null ? List.of() : Stamp.anchors(authorities);
      Authority authority =
          new Authority(address, Authority.Patience.USUAL, anchors, new SecureRandom());
      try (DataDirectory directory = data.open()) {
        DataDirectory.Stamped stamped = directory.stamp(authority, author.name());
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
            "%s: the first %d entries were there by %s, says %s%n",
            stamped.isNew() ? "stamped" : "nothing new",
            stamped.size(),
            stamped.stamp().time(),
            stamped.stamp().signer());
        if (anchors.isEmpty()) {
          spec.commandLine()
              .getErr()
              .println("remark: nobody said that this authority can be trusted; --ca does");
        }
        out.flush();
        return Treuga.DONE;
      }
    }
  }
}
