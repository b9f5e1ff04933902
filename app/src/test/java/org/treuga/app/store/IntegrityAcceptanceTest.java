package org.treuga.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treuga.ledger.ConsistencyProof;
import org.treuga.ledger.Digest;
import org.treuga.ledger.Disclosure;
import org.treuga.ledger.InclusionProof;
import org.treuga.ledger.MerkleTree;
import org.treuga.wire.Json;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/** The acceptance tests of the methods' chapter on integrity, by their numbers. */
class IntegrityAcceptanceTest {

  private static List<Digest> leaves(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> MerkleTree.leaf(("treuga-" + i).getBytes(StandardCharsets.US_ASCII)))
        .toList();
  }

  private static List<String> beginnings(List<Digest> path) {
    return path.stream().map(hash -> hash.hex().substring(0, 16)).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0,e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1,ba08f666c4113109f895287a4ce57a0d130ffff829628c32cc462957272417c2",
    "2,5d0108a0db97f89056d16cdfaeed7ab2c9e78a5221e52a5c8a8b4a57eeb0e4e6",
    "3,3241e3f98a1dbfd9e6e50f9ea1da9414343238cbedd3d8b85f151d024ffaa23d",
    "7,3c73c239a58291e6c2be8aa653a5a77058cf075a3f0a5149d33d155e5b3c9ed0"
  })
  void AT_10_1_the_roots_of_the_vectors_come_out(int size, String root) {
    assertThat(MerkleTree.root(leaves(size)).hex()).isEqualTo(root);
  }

  @Test
  void AT_10_1_the_proofs_of_the_vectors_come_out() {
    assertThat(beginnings(MerkleTree.inclusion(leaves(7), 2).path()))
        .containsExactly("ff91c32afc2a44e7", "5d0108a0db97f890", "ed7e6e7339a791e9");
    assertThat(beginnings(MerkleTree.consistency(leaves(7), 3).path()))
        .containsExactly(
            "a426e3aec211c5cd", "ff91c32afc2a44e7", "5d0108a0db97f890", "ed7e6e7339a791e9");
  }

  private static Digest flipped(Digest digest, int bit) {
    byte[] bytes = digest.bytes();
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    return Digest.of(bytes);
  }

  @Test
  void AT_10_2_any_bit_flip_breaks_a_proof() {
    List<Digest> leaves = leaves(7);
    Digest root = MerkleTree.root(leaves);
    InclusionProof proof = MerkleTree.inclusion(leaves, 2);
    assertThat(proof.proves(leaves.get(2), root)).isTrue();
    for (int bit = 0; bit < 256; bit++) {
      assertThat(proof.proves(flipped(leaves.get(2), bit), root)).isFalse();
      assertThat(proof.proves(leaves.get(2), flipped(root, bit))).isFalse();
      for (int i = 0; i < proof.path().size(); i++) {
        List<Digest> path = new ArrayList<>(proof.path());
        path.set(i, flipped(path.get(i), bit));
        assertThat(new InclusionProof(2, 7, path).proves(leaves.get(2), root)).isFalse();
      }
    }
  }

  @Test
  void AT_10_2_any_rewrite_of_history_breaks_consistency() {
    List<Digest> leaves = leaves(7);
    Digest seen = MerkleTree.root(leaves.subList(0, 3));
    for (int changed = 0; changed < 3; changed++) {
      List<Digest> rewritten = new ArrayList<>(leaves);
      rewritten.set(changed, flipped(leaves.get(changed), 0));
      ConsistencyProof proof = MerkleTree.consistency(rewritten, 3);
      assertThat(proof.proves(seen, MerkleTree.root(rewritten))).isFalse();
    }
    assertThat(MerkleTree.consistency(leaves, 3).proves(seen, MerkleTree.root(leaves))).isTrue();
  }

  private static Json read(String text) {
    try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      return Json.read(parser);
    }
  }

  @Test
  void AT_10_3_the_canonical_form_of_shuffled_JSON_is_equal() {
    List<String> members =
        new ArrayList<>(
            List.of(
                "\"\\u20ac\": \"Euro Sign\"",
                "\"\\r\": \"Carriage Return\"",
                "\"\\ufb33\": \"Hebrew Letter Dalet With Dagesh\"",
                "\"1\": \"One\"",
                "\"\\ud83d\\ude00\": \"Emoji: Grinning Face\"",
                "\"\\u0080\": \"Control\"",
                "\"\\u00f6\": \"Latin Small Letter O With Diaeresis\""));
    String canonical = read("{" + String.join(", ", members) + "}").canonical();
    // RFC 8785, section 3.2.3.
    assertThat(((Json.Obj) read(canonical)).fields().values())
        .extracting(value -> ((Json.Text) value).value())
        .containsExactly(
            "Carriage Return",
            "One",
            "Control",
            "Latin Small Letter O With Diaeresis",
            "Euro Sign",
            "Emoji: Grinning Face",
            "Hebrew Letter Dalet With Dagesh");
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(members, new Random(seed));
      assertThat(read("{" + String.join(" ,\n", members) + " }").canonical())
          .as("seed %s", seed)
          .isEqualTo(canonical);
    }
  }

  @Test
  void AT_10_3_the_sample_of_strings_and_literals_comes_out() {
    // RFC 8785, section 3.2.2, without its numbers, which no entry may hold.
    assertThat(
            read("{\"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\","
                    + " \"literals\": [null, true, false]}")
                .canonical())
        .isEqualTo(
            "{\"literals\":[null,true,false],"
                + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  @Test
  void AT_10_4_removing_a_disclosure_leaves_the_root() {
    Disclosure name = Disclosure.of("name", "\"N. N.\"", new SecureRandom());
    Disclosure place = Disclosure.of("lat", "\"48.51\"", new SecureRandom());
    byte[] entry =
        new Json.Obj(
                Map.of(
                    "_sd",
                    Json.texts(Disclosure.digests(List.of(name, place), 2, new SecureRandom()))))
            .canonicalBytes();
    List<Digest> leaves = new ArrayList<>(leaves(6));
    leaves.add(3, MerkleTree.leaf(entry));
    Digest root = MerkleTree.root(leaves);
    InclusionProof proof = MerkleTree.inclusion(leaves, 3);
    // What is destroyed is a disclosure; the entry holds digests only, and stays as it is.
    List<String> digests =
        ((Json.Arr)
                Objects.requireNonNull(
                    ((Json.Obj) read(new String(entry, StandardCharsets.UTF_8)))
                        .fields()
                        .get("_sd")))
            .items().stream().map(item -> ((Json.Text) item).value()).toList();
    assertThat(place.belongsTo(digests)).isTrue();
    assertThat(proof.proves(MerkleTree.leaf(entry), root)).isTrue();
    assertThat(new String(entry, StandardCharsets.UTF_8)).doesNotContain("48.51", "N. N.");
    assertThat(MerkleTree.root(leaves)).isEqualTo(root);
  }

  @Test
  void AT_10_4_the_vector_comes_out() {
    Disclosure latitude = new Disclosure("AAECAwQFBgcICQoLDA0ODw", "lat", "\"48.51\"");
    assertThat(latitude.encoded())
        .isEqualTo("WyJBQUVDQXdRRkJnY0lDUW9MREEwT0R3IiwibGF0IiwiNDguNTEiXQ");
    assertThat(latitude.digest()).isEqualTo("yX_LhuUMP3-_3jyFPp0k6gsegeglCPRQN1xfiGswhzw");
  }
}
