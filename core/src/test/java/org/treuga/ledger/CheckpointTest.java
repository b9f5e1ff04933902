package org.treuga.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

  /** The example of C2SP tlog-cosignature; its keys are not published. */
  private static final String PUBLISHED =
      """
      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

      \u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
      \u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
      """;

  private static final SigningKey LOG =
      SigningKey.generate("log.example/a", KeyUse.LOG, LedgerScene.random(7));
  private static final SigningKey WITNESS =
      SigningKey.generate("witness.example/w", KeyUse.WITNESS, LedgerScene.random(8));
  private static final Instant NOON = Instant.parse("2025-03-20T12:00:00Z");

  @Test
  void verifier_key_and_signature_of_the_go_documentation_agree() {
    // golang.org/x/mod/sumdb/note, package example.
    VerifierKey key =
        VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    NoteSignature signature =
        NoteSignature.parse(
            "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdn"
                + "gotpRZb6KE6RyyBwJnAM=");
    String text =
        "If you think cryptography is the answer to your problem,\n"
            + "then you don't know what your problem is.\n";
    assertThat(signature.isBy(key)).isTrue();
    assertThat(key.verify(text.getBytes(StandardCharsets.UTF_8), signature.signature())).isTrue();
  }

  @Test
  void private_key_of_the_go_documentation_signs_as_published() {
    SigningKey key =
        SigningKey.parse(
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz\n"
                + "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n");
    String text =
        "If you think cryptography is the answer to your problem,\n"
            + "then you don't know what your problem is.\n";
    assertThat(Notes.base64(key.sign(text.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(
            "9kmS4FL1Qb9J99y8gBDFUG2IW6ksuvykBwSVkic0i4ZSBg3UUVgLallI1eAq+p+p2eCi2lFlvooTpHLIHAmcAw==");
    assertThat(key.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void key_and_note_of_the_signed_note_specification_agree() {
    VerifierKey key =
        VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
    NoteSignature signature =
        NoteSignature.parse(
            "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH"
                + "3mFXmRKuwHjG1Yu72IneyaQM=");
    byte[] text = "This is an example message.\n".getBytes(StandardCharsets.UTF_8);
    assertThat(signature.isBy(key)).isTrue();
    assertThat(key.verify(text, signature.signature())).isTrue();
  }

  @Test
  void published_checkpoint_reads_and_writes_the_same_bytes() {
    byte[] bytes = PUBLISHED.getBytes(StandardCharsets.UTF_8);
    Checkpoint checkpoint = Checkpoint.parse(bytes);
    assertThat(checkpoint.size()).isEqualTo(20_852_163);
    assertThat(checkpoint.signatures()).hasSize(2);
    assertThat(checkpoint.bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n",
        "a\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n",
        "a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n",
        "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n\n",
        "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n\n",
        "a\r\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n",
        "a\n1\n\n",
        "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n- a AAAAAAA=\n",
        "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n",
        "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\u2014 a b AAAAAAA=\n",
      })
  void checkpoint_in_another_spelling_is_refused(String note) {
    assertThatThrownBy(() -> Checkpoint.parse(note.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void name_that_a_note_cannot_carry_is_refused() {
    for (String name : List.of("", "a b", "a+b", "a\u00a0b", "a\nb", "a\u2028b")) {
      assertThatThrownBy(() -> SigningKey.generate(name, KeyUse.LOG, LedgerScene.random(1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void secret_text_reads_back_and_halves_that_differ_are_refused() {
    assertThat(SigningKey.parse(LOG.secretText()).verifier()).isEqualTo(LOG.verifier());
    SigningKey other = SigningKey.generate("log.example/a", KeyUse.LOG, LedgerScene.random(9));
    String mixed =
        LOG.secretText().lines().toList().getFirst() + "\n" + other.verifier().text() + "\n";
    assertThatThrownBy(() -> SigningKey.parse(mixed))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("PRIVATE+KEY+log");
  }

  @Test
  void witness_cosigns_what_continues_and_others_can_check_it() {
    Checkpoint three = signed(3, LedgerScene.leaves(3));
    Checkpoint seven = signed(7, LedgerScene.leaves(7));
    Witness witness = new Witness(WITNESS);
    Checkpoint first = witness.cosignFirst(three, LOG.verifier(), NOON);
    ConsistencyProof proof = MerkleTree.consistency(LedgerScene.leaves(7), 3);
    Checkpoint second =
        witness.cosign(first, seven, proof, LOG.verifier(), NOON.plusMillis(60_500));
    Checkpoint read = Checkpoint.parse(second.bytes());
    assertThat(read.isSignedBy(LOG.verifier())).isTrue();
    assertThat(read.cosignedBy(WITNESS.verifier())).contains(NOON.plusSeconds(60));
  }

  @Test
  void witness_refuses_a_rewritten_log_and_keeps_the_evidence() {
    Checkpoint three = signed(3, LedgerScene.leaves(3));
    List<Digest> rewritten = LedgerScene.leaves(8).subList(1, 8);
    Checkpoint seven = signed(7, rewritten);
    ConsistencyProof proof = MerkleTree.consistency(rewritten, 3);
    assertThatThrownBy(() -> new Witness(WITNESS).cosign(three, seven, proof, LOG.verifier(), NOON))
        .isInstanceOfSatisfying(
            LedgerInconsistency.class,
            evidence -> {
              assertThat(evidence.older()).isEqualTo(three);
              assertThat(evidence.newer()).isEqualTo(seven);
              assertThat(evidence.proof()).isEqualTo(proof);
            });
  }

  @Test
  void witness_refuses_two_roots_of_one_size() {
    ConsistencyProof none = new ConsistencyProof(3, 3, List.of());
    Checkpoint one = signed(3, LedgerScene.leaves(3));
    Checkpoint other = signed(3, LedgerScene.leaves(4).subList(1, 4));
    assertThatThrownBy(() -> new Witness(WITNESS).cosign(one, other, none, LOG.verifier(), NOON))
        .isInstanceOf(LedgerInconsistency.class);
  }

  @Test
  void witness_refuses_what_the_log_did_not_sign() {
    Checkpoint unsigned = Checkpoint.of("log.example/a", 0, MerkleTree.root(List.of()));
    assertThatThrownBy(() -> new Witness(WITNESS).cosignFirst(unsigned, LOG.verifier(), NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be signed by");
  }

  @Test
  void cosignature_with_another_time_is_not_true() {
    Checkpoint cosigned =
        new Witness(WITNESS).cosignFirst(signed(3, LedgerScene.leaves(3)), LOG.verifier(), NOON);
    NoteSignature line = cosigned.signatures().getLast();
    byte[] later = line.signature().clone();
    later[7]++;
    Checkpoint bent =
        signed(3, LedgerScene.leaves(3)).with(new NoteSignature(line.name(), line.keyId(), later));
    assertThat(bent.claims(WITNESS.verifier())).isTrue();
    assertThat(bent.cosignedBy(WITNESS.verifier())).isEmpty();
  }

  private static Checkpoint signed(long size, List<Digest> leaves) {
    return Checkpoint.of("log.example/a", size, MerkleTree.root(leaves)).signed(LOG);
  }
}
