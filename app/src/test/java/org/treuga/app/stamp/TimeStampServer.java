package org.treuga.app.stamp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A time-stamp authority on loopback, honest or not, with a root that vouches for it. */
public final class TimeStampServer implements AutoCloseable {

  private static final ASN1ObjectIdentifier POLICY =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.55555.1");

  /** What it does with a request. */
  @FunctionalInterface
  interface Manner {
    byte[] answer(TimeStampServer server, TimeStampRequest request) throws Exception;
  }

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final KeyPair key;
  private final X509Certificate root;
  private final X509Certificate certificate;
  private final Manner manner;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean endless;
  private volatile int failures;

  private TimeStampServer(Manner manner, KeyPurposeId purpose, Instant validTo) {
    try {
      this.manner = manner;
      KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
      keys.initialize(256);
      KeyPair rootKey = keys.generateKeyPair();
      this.key = keys.generateKeyPair();
      this.root = certificate("CN=Root of the test", rootKey, rootKey, null, FAR);
      this.certificate = certificate("CN=Clock of the test", key, rootKey, purpose, validTo);
      this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.createContext("/", this::handle);
      http.setExecutor(threads);
      http.start();
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final Instant FAR = Instant.parse("2049-01-01T00:00:00Z");

  /** One that does its work. */
  public static TimeStampServer honest() {
    return new TimeStampServer(TimeStampServer::granted, KeyPurposeId.id_kp_timeStamping, FAR);
  }

  static TimeStampServer with(Manner manner) {
    return new TimeStampServer(manner, KeyPurposeId.id_kp_timeStamping, FAR);
  }

  /** One whose certificate ended yesterday. */
  static TimeStampServer expired() {
    return new TimeStampServer(
        TimeStampServer::granted,
        KeyPurposeId.id_kp_timeStamping,
        Instant.now().minus(Duration.ofDays(1)));
  }

  /** One whose certificate is for something else. */
  static TimeStampServer unsuitable() {
    return new TimeStampServer(TimeStampServer::byHand, KeyPurposeId.id_kp_emailProtection, FAR);
  }

  /** One that never comes to an end. */
  static TimeStampServer endless() {
    TimeStampServer server = honest();
    server.endless = true;
    return server;
  }

  /** One that fails a few times before it works. */
  static TimeStampServer failingAtFirst(int times) {
    TimeStampServer server = honest();
    server.failures = times;
    return server;
  }

  public String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/tsa";
  }

  int asked() {
    return asked.get();
  }

  X509Certificate root() {
    return root;
  }

  /** The root, for those who trust it. */
  public Path rootFile(Path file) {
    try {
      String base64 =
          Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(root.getEncoded());
      return Files.writeString(
          file, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.incrementAndGet();
      byte[] request = exchange.getRequestBody().readAllBytes();
      if (failures > 0) {
        failures--;
        exchange.sendResponseHeaders(503, -1);
      } else if (endless) {
        exchange.sendResponseHeaders(200, 0);
        pour(exchange.getResponseBody());
      } else {
        byte[] answer = manner.answer(this, new TimeStampRequest(request));
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
      }
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** Ends when the other side hangs up. */
  private static void pour(OutputStream out) throws IOException {
    byte[] drops = "x".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
    while (true) {
      out.write(drops);
    }
  }

  byte[] granted(TimeStampRequest request) throws Exception {
    var digests = new JcaDigestCalculatorProviderBuilder().build();
    TimeStampTokenGenerator tokens =
        new TimeStampTokenGenerator(
            new JcaSimpleSignerInfoGeneratorBuilder()
                .build("SHA256withECDSA", key.getPrivate(), certificateOfOurs()),
            digests.get(new org.bouncycastle.asn1.x509.AlgorithmIdentifier(TSPAlgorithms.SHA256)),
            POLICY);
    tokens.addCertificates(new JcaCertStore(List.of(certificateOfOurs(), root)));
    return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
        .generate(request, BigInteger.valueOf(asked.get()), Date.from(Instant.now()))
        .getEncoded();
  }

  private X509Certificate certificateOfOurs() {
    return certificate;
  }

  /**
   * The library will not sign with an unsuitable certificate, so the token is put together here.
   */
  private byte[] byHand(TimeStampRequest request) throws Exception {
    try (TimeStampServer suitable = honest()) {
      byte[] info =
          new TimeStampResponse(suitable.granted(request))
              .getTimeStampToken()
              .getTimeStampInfo()
              .toASN1Structure()
              .getEncoded();
      return signed(info);
    }
  }

  private byte[] signed(byte[] info)
      throws GeneralSecurityException, OperatorCreationException, CMSException, IOException {
    var named =
        new org.bouncycastle.asn1.cms.Attribute(
            PKCSObjectIdentifiers.id_aa_signingCertificateV2,
            new org.bouncycastle.asn1.DERSet(
                new SigningCertificateV2(new ESSCertIDv2(Stamp.sha256(certificate.getEncoded())))));
    Hashtable<ASN1ObjectIdentifier, Object> attributes = new Hashtable<>();
    attributes.put(named.getAttrType(), named);
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new JcaSimpleSignerInfoGeneratorBuilder()
            .setSignedAttributeGenerator(
                new DefaultSignedAttributeTableGenerator(new AttributeTable(attributes)))
            .build("SHA256withECDSA", key.getPrivate(), certificate));
    generator.addCertificates(new JcaCertStore(List.of(certificate)));
    ContentInfo token =
        generator
            .generate(new CMSProcessableByteArray(PKCSObjectIdentifiers.id_ct_TSTInfo, info), true)
            .toASN1Structure();
    return new TimeStampResp(new PKIStatusInfo(PKIStatus.granted), token).getEncoded();
  }

  /** A time-stamp over the same bytes with another nonce. */
  byte[] otherNonce(TimeStampRequest request) throws Exception {
    return granted(request(request.getMessageImprintDigest(), BigInteger.TEN));
  }

  /** A time-stamp over other bytes with the same nonce. */
  byte[] otherImprint(TimeStampRequest request) throws Exception {
    return granted(request(new byte[32], request.getNonce()));
  }

  private static TimeStampRequest request(byte[] digest, BigInteger nonce) {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    return generator.generate(TSPAlgorithms.SHA256, digest, nonce);
  }

  byte[] refused(TimeStampRequest _request) throws IOException, TSPException {
    return new TimeStampResponseGenerator(null, TSPAlgorithms.ALLOWED)
        .generateFailResponse(PKIStatus.REJECTION, 1 << 7, "not on Sundays")
        .getEncoded();
  }

  byte[] tampered(TimeStampRequest request) throws Exception {
    byte[] answer = granted(request);
    // The last byte is within the signature.
    answer[answer.length - 1] ^= 1;
    return answer;
  }

  private static X509Certificate certificate(
      String name,
      KeyPair key,
      KeyPair issuer,
      @org.jspecify.annotations.Nullable KeyPurposeId purpose,
      Instant validTo)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    var builder =
        new JcaX509v3CertificateBuilder(
            new X500Name("CN=Root of the test"),
            BigInteger.valueOf(purpose == null ? 1 : 2),
            Date.from(Instant.parse("2020-01-01T00:00:00Z")),
            Date.from(validTo),
            new X500Name(name),
            key.getPublic());
    if (purpose == null) {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    } else {
      builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
    }
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
