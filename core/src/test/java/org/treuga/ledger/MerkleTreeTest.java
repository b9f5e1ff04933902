package org.treuga.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerkleTreeTest {

  private static List<Digest> treuga(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> MerkleTree.leaf(("treuga-" + i).getBytes(StandardCharsets.US_ASCII)))
        .toList();
  }

  private static List<String> heads(List<Digest> path) {
    return path.stream().map(hash -> hash.hex().substring(0, 16)).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "1, ba08f666c4113109f895287a4ce57a0d130ffff829628c32cc462957272417c2",
    "2, 5d0108a0db97f89056d16cdfaeed7ab2c9e78a5221e52a5c8a8b4a57eeb0e4e6",
    "3, 3241e3f98a1dbfd9e6e50f9ea1da9414343238cbedd3d8b85f151d024ffaa23d",
    "7, 3c73c239a58291e6c2be8aa653a5a77058cf075a3f0a5149d33d155e5b3c9ed0"
  })
  void root_of_the_vector_leaves_is_the_published_one(int size, String root) {
    assertThat(MerkleTree.root(treuga(size))).isEqualTo(Digest.parseHex(root));
  }

  @Test
  void inclusion_of_leaf_2_in_7_is_the_published_path() {
    assertThat(heads(MerkleTree.inclusion(treuga(7), 2).path()))
        .containsExactly("ff91c32afc2a44e7", "5d0108a0db97f890", "ed7e6e7339a791e9");
  }

  @Test
  void consistency_of_3_with_7_is_the_published_path() {
    assertThat(heads(MerkleTree.consistency(treuga(7), 3).path()))
        .containsExactly(
            "a426e3aec211c5cd", "ff91c32afc2a44e7", "5d0108a0db97f890", "ed7e6e7339a791e9");
  }

  @Test
  void every_leaf_of_every_small_tree_is_proven_and_no_other() {
    for (int size = 1; size <= 39; size++) {
      List<Digest> leaves = treuga(size);
      Digest root = MerkleTree.root(leaves);
      for (int i = 0; i < size; i++) {
        InclusionProof proof = MerkleTree.inclusion(leaves, i);
        assertThat(proof.proves(leaves.get(i), root)).isTrue();
        assertThat(proof.proves(treuga(size + 1).get(size), root)).isFalse();
        if (size > 1) {
          InclusionProof moved = new InclusionProof((i + 1) % size, size, proof.path());
          assertThat(moved.proves(leaves.get(i), root)).isFalse();
        }
      }
    }
  }

  @Test
  void every_small_tree_continues_every_smaller_one() {
    for (int size = 0; size <= 39; size++) {
      List<Digest> leaves = treuga(size);
      for (int from = 0; from <= size; from++) {
        Digest older = MerkleTree.root(leaves.subList(0, from));
        assertThat(MerkleTree.consistency(leaves, from).proves(older, MerkleTree.root(leaves)))
            .as("from %s to %s", from, size)
            .isTrue();
      }
    }
  }

  @Test
  void any_bit_flip_breaks_a_proof() {
    List<Digest> leaves = treuga(23);
    Digest root = MerkleTree.root(leaves);
    InclusionProof inclusion = MerkleTree.inclusion(leaves, 21);
    ConsistencyProof consistency = MerkleTree.consistency(leaves, 13);
    Digest older = MerkleTree.root(leaves.subList(0, 13));
    for (int bit = 0; bit < 256; bit++) {
      for (int at = 0; at < inclusion.path().size(); at++) {
        InclusionProof bent = new InclusionProof(21, 23, flipped(inclusion.path(), at, bit));
        assertThat(bent.proves(leaves.get(21), root)).isFalse();
      }
      for (int at = 0; at < consistency.path().size(); at++) {
        ConsistencyProof bent = new ConsistencyProof(13, 23, flipped(consistency.path(), at, bit));
        assertThat(bent.proves(older, root)).isFalse();
      }
    }
  }

  @Test
  void any_rewrite_of_history_breaks_consistency() {
    List<Digest> leaves = treuga(23);
    for (int from = 1; from <= 23; from++) {
      Digest older = MerkleTree.root(leaves.subList(0, from));
      for (int at = 0; at < from; at++) {
        List<Digest> rewritten = new ArrayList<>(leaves);
        rewritten.set(at, MerkleTree.leaf(new byte[] {1, 2, 3}));
        ConsistencyProof proof = MerkleTree.consistency(rewritten, from);
        assertThat(proof.proves(older, MerkleTree.root(rewritten))).isFalse();
      }
    }
  }

  @Test
  void a_proof_with_a_hash_too_many_or_too_few_proves_nothing() {
    List<Digest> leaves = treuga(12);
    Digest root = MerkleTree.root(leaves);
    List<Digest> path = MerkleTree.inclusion(leaves, 5).path();
    List<Digest> longer = new ArrayList<>(path);
    longer.add(root);
    assertThat(new InclusionProof(5, 12, longer).proves(leaves.get(5), root)).isFalse();
    assertThat(
            new InclusionProof(5, 12, path.subList(0, path.size() - 1)).proves(leaves.get(5), root))
        .isFalse();
  }

  @Test
  void a_leaf_that_is_not_there_is_refused() {
    assertThatThrownBy(() -> MerkleTree.inclusion(treuga(3), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("index must be in [0, 3), was 3");
  }

  private static List<Digest> flipped(List<Digest> path, int at, int bit) {
    byte[] bytes = path.get(at).bytes();
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    List<Digest> bent = new ArrayList<>(path);
    bent.set(at, Digest.of(bytes));
    return bent;
  }
}
