package org.treuga.app.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM as the JDK has it, in one form: a head that says what this is and is protected too, a
 * nonce of 12 random bytes, the ciphertext with its tag of 16 bytes.
 */
final class Cipher256 {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private Cipher256() {}

  /** Writes head, nonce and ciphertext; memory does not grow with the input. */
  static void encrypt(
      String head, byte[] key, InputStream plain, OutputStream out, SecureRandom random)
      throws IOException {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(nonce);
    CipherOutputStream encrypting =
        new CipherOutputStream(out, cipher(Cipher.ENCRYPT_MODE, head, key, nonce));
    plain.transferTo(encrypting);
    encrypting.close();
  }

  /**
   * The plain bytes.
   *
   * @param sealed with its head
   * @throws AEADBadTagException if the key is another one or a byte was changed
   */
  static byte[] decrypt(String head, byte[] key, byte[] sealed) throws AEADBadTagException {
    int begin = head.length() + NONCE_BYTES;
    if (sealed.length < begin) {
      throw new AEADBadTagException("too short");
    }
    try {
      byte[] nonce = Arrays.copyOfRange(sealed, head.length(), begin);
      return cipher(Cipher.DECRYPT_MODE, head, key, nonce)
          .doFinal(sealed, begin, sealed.length - begin);
    } catch (AEADBadTagException wrong) {
      throw wrong;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform must provide AES/GCM", e);
    }
  }

  private static Cipher cipher(int mode, String head, byte[] key, byte[] nonce) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(head.getBytes(StandardCharsets.US_ASCII));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform must provide AES/GCM", e);
    }
  }
}
