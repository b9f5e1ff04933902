package org.treuga.app.stamp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Selector;
import org.jspecify.annotations.Nullable;
import org.treuga.evidence.UnreadableInput;

/**
 * An RFC 3161 time-stamp: an authority's signed word that it saw a digest at a time. Kept as the
 * whole response, as other tools expect it. Immutable.
 */
public final class Stamp {

  private final byte[] response;
  private final TimeStampToken token;

  private Stamp(byte[] response, TimeStampToken token) {
    this.response = response;
    this.token = token;
  }

  /**
   * Reads a response. Nothing is checked yet, see {@link #check}.
   *
   * @throws StampFailure if the bytes are not a response with a token
   */
  public static Stamp parse(byte[] response) {
    try {
      TimeStampToken token = new TimeStampResponse(response).getTimeStampToken();
      if (token == null) {
        throw new StampFailure("the response holds no time-stamp");
      }
      return new Stamp(response.clone(), token);
    } catch (TSPException | IOException | RuntimeException wrong) {
      // The library throws all sorts of things at bytes that are no ASN.1.
      throw wrong instanceof StampFailure failure
          ? failure
          : new StampFailure("not a time-stamp response (" + reason(wrong) + ")", wrong);
    }
  }

  /** The response in DER. */
  public byte[] bytes() {
    return response.clone();
  }

  /** The time the authority gives; what it signed was there by then. */
  public Instant time() {
    return token.getTimeStampInfo().getGenTime().toInstant();
  }

  /** Who signed, as the certificate names it. */
  public String signer() {
    return signerCertificate().getSubjectX500Principal().getName();
  }

  /**
   * Checks that this is a true time-stamp of these bytes: digest, signature, and a certificate that
   * is for time-stamping only and was valid at the time.
   *
   * @throws StampFailure if it is not
   */
  public void check(byte[] message) {
    boolean sha256 =
        token.getTimeStampInfo().getMessageImprintAlgOID().equals(TSPAlgorithms.SHA256);
    if (!sha256
        || !MessageDigest.isEqual(
            token.getTimeStampInfo().getMessageImprintDigest(), sha256(message))) {
      throw new StampFailure("the time-stamp is over other bytes than the checkpoint");
    }
    try {
      token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(signerCertificate()));
    } catch (TSPException | OperatorCreationException | RuntimeException wrong) {
      throw new StampFailure("the time-stamp is not true (" + reason(wrong) + ")", wrong);
    }
  }

  /**
   * Checks that the signer's certificate leads to somebody trusted, at the time of the stamp.
   * Revocation is not asked for: the answer would need a network.
   *
   * @param anchors certificates that are trusted
   * @throws StampFailure if it does not
   */
  public void checkTrust(List<X509Certificate> anchors) {
    X509Certificate signer = signerCertificate();
    if (anchors.contains(signer)) {
      return;
    }
    try {
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(signer);
      Set<TrustAnchor> trusted = new HashSet<>();
      anchors.forEach(anchor -> trusted.add(new TrustAnchor(anchor, null)));
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(trusted, target);
      parameters.addCertStore(
          CertStore.getInstance(
              "Collection", new CollectionCertStoreParameters(certificates(null))));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(time()));
      CertPathBuilder.getInstance("PKIX").build(parameters);
    } catch (GeneralSecurityException wrong) {
      throw new StampFailure(
          "the authority %s does not lead to the trust anchors given (%s)"
              .formatted(signer(), reason(wrong)),
          wrong);
    }
  }

  private X509Certificate signerCertificate() {
    List<X509Certificate> found = certificates(token.getSID());
    if (found.isEmpty()) {
      throw new StampFailure("the time-stamp comes without its signer's certificate");
    }
    return found.getFirst();
  }

  @SuppressWarnings("unchecked") // the library's selectors are not generic
  private List<X509Certificate> certificates(@Nullable Selector<?> selector) {
    try {
      List<X509Certificate> certificates = new ArrayList<>();
      for (X509CertificateHolder holder :
          token.getCertificates().getMatches((Selector<X509CertificateHolder>) selector)) {
        certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
      }
      return certificates;
    } catch (CertificateException wrong) {
      throw new StampFailure("a certificate in the time-stamp cannot be read", wrong);
    }
  }

  /**
   * Reads the certificates somebody trusts.
   *
   * @throws UnreadableInput if the file holds none
   */
  public static List<X509Certificate> anchors(Path file) {
    try {
      List<X509Certificate> anchors = new ArrayList<>();
      for (var certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))) {
        anchors.add((X509Certificate) certificate);
      }
      if (!anchors.isEmpty()) {
        return anchors;
      }
    } catch (NoSuchFileException missing) {
      throw new UnreadableInput(file + ": there is no such file");
    } catch (CertificateException _notThese) {
      // told below
    } catch (IOException unreadable) {
      throw new UnreadableInput(file + ": cannot be read (" + unreadable.getMessage() + ")");
    }
    throw new UnreadableInput(file + ": certificates in PEM were expected, found none");
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must provide SHA-256", e);
    }
  }

  static String reason(Throwable wrong) {
    String message = wrong.getMessage();
    return message == null
        ? wrong.getClass().getSimpleName()
        : message.lines().findFirst().orElse(wrong.getClass().getSimpleName());
  }
}
