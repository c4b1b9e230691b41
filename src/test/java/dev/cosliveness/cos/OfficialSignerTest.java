package dev.cosliveness.cos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.qcloud.cos.COSClient;
import com.qcloud.cos.ClientConfig;
import com.qcloud.cos.auth.BasicCOSCredentials;
import com.qcloud.cos.auth.BasicSessionCredentials;
import com.qcloud.cos.auth.COSCredentials;
import com.qcloud.cos.auth.COSSigner;
import com.qcloud.cos.http.HttpMethodName;
import com.qcloud.cos.http.HttpProtocol;
import com.qcloud.cos.model.GeneratePresignedUrlRequest;
import com.qcloud.cos.region.Region;
import java.net.URI;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The official SDK's signer as the oracle. */
class OfficialSignerTest {
  private static final String BUCKET = "examplebucket-1250000000";
  private static final String HOST = BUCKET + ".cos.ap-guangzhou.myqcloud.com";
  private static final Credentials PERMANENT =
      new Credentials("sandbox-id-0001", "sandbox-key-0001", null);
  private static final Credentials TEMPORARY =
      new Credentials("sandbox-id-0001", "sandbox-key-0001", "Token/with+special=chars~*");

  /** Both map onto what one client sends: names differ when their case does not count. */
  record Signed(String key, Map<String, String> parameters, Map<String, String> headers) {}

  @Property(tries = 500)
  void authorizationIsTheOfficialOne(
      @ForAll("requests") Signed request,
      @ForAll("methods") String method,
      @ForAll("secrets") String secret,
      @ForAll("starts") long start) {
    CosSignature.Window window = new CosSignature.Window(start, start + 600);
    String ours =
        CosSignature.authorization(
            new Credentials("an-id", secret, null),
            method,
            "/" + request.key(),
            request.parameters(),
            request.headers(),
            window);
    String official =
        new COSSigner()
            .buildAuthorizationStr(
                HttpMethodName.valueOf(method),
                "/" + request.key(),
                new HashMap<>(request.headers()),
                new HashMap<>(request.parameters()),
                new BasicCOSCredentials("an-id", secret),
                new Date(window.start() * 1000),
                new Date(window.end() * 1000),
                true);
    assertEquals(official, ours);
  }

  @Property(tries = 200)
  void presignedUrlIsTheOfficialOne(
      @ForAll("presigned") Signed request, @ForAll("methods") String method) {
    samePresignedUrl(PERMANENT, request, method);
  }

  @Property(tries = 200)
  void presignedUrlOfTemporaryCredentialsIsTheOfficialOne(
      @ForAll("presigned") Signed request, @ForAll("methods") String method) {
    samePresignedUrl(TEMPORARY, request, method);
  }

  private static void samePresignedUrl(Credentials credentials, Signed request, String method) {
    String official = official(credentials, request, HttpMethodName.valueOf(method));
    String ours =
        "https://"
            + HOST
            + UrlEncoding.path(request.key())
            + "?"
            + CosSignature.presignedQuery(
                credentials,
                method,
                "/" + request.key(),
                request.parameters(),
                Map.of("Host", HOST),
                window(official));
    assertEquals(parts(official), parts(ours));
  }

  /** The SDK starts the window at its own time. */
  private static CosSignature.Window window(String url) {
    String time = url.replaceAll(".*[?&]q-sign-time=(\\d+)%3B(\\d+).*", "$1;$2");
    String[] ends = time.split(";");
    return new CosSignature.Window(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
  }

  /** The order of parameters means nothing, all else is compared byte for byte. */
  private static List<String> parts(String url) {
    return Arrays.stream(url.split("[?&]")).sorted().toList();
  }

  private static String official(Credentials credentials, Signed request, HttpMethodName method) {
    COSCredentials pair =
        credentials.sessionToken() == null
            ? new BasicCOSCredentials(credentials.secretId(), credentials.secretKey())
            : new BasicSessionCredentials(
                credentials.secretId(), credentials.secretKey(), credentials.sessionToken());
    ClientConfig config = new ClientConfig(new Region("ap-guangzhou"));
    config.setHttpProtocol(HttpProtocol.https);
    COSClient client = new COSClient(pair, config);
    try {
      GeneratePresignedUrlRequest wanted =
          new GeneratePresignedUrlRequest(BUCKET, request.key(), method);
      wanted.setSignPrefixMode(false);
      wanted.setExpiration(new Date(System.currentTimeMillis() + 600_000));
      request.parameters().forEach(wanted::addRequestParameter);
      return URI.create(client.generatePresignedUrl(wanted).toString()).toString();
    } finally {
      client.shutdown();
    }
  }

  @Provide
  Arbitrary<String> methods() {
    return Arbitraries.of("GET", "PUT", "HEAD", "DELETE", "POST");
  }

  @Provide
  Arbitrary<Long> starts() {
    return Arbitraries.longs().between(1_000_000_000L, 9_999_999_999L);
  }

  @Provide
  Arbitrary<String> secrets() {
    return Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(64);
  }

  @Provide
  Arbitrary<Signed> requests() {
    return keys()
        .flatMap(
            key ->
                parameters()
                    .flatMap(
                        parameters ->
                            headers().map(headers -> new Signed(key, parameters, headers))));
  }

  @Provide
  Arbitrary<Signed> presigned() {
    return keys()
        .flatMap(key -> parameters().map(parameters -> new Signed(key, parameters, Map.of())));
  }

  private static Arbitrary<String> keys() {
    return Texts.visible(12)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(segments -> String.join("/", segments))
        .filter(key -> !key.startsWith("/"));
  }

  /** Names in lower case, so that no two of them meet when the signer lowers them. */
  private static Arbitrary<Map<String, String>> parameters() {
    return Arbitraries.maps(
            Arbitraries.strings().withCharRange('a', 'z').withChars("-._0123456789").ofMinLength(1),
            Texts.visible(20).map(text -> text.replace('_', ' ').strip()))
        .ofMaxSize(6);
  }

  private static Arbitrary<Map<String, String>> headers() {
    Arbitrary<String> names =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .ofMinLength(1)
            .ofMaxLength(10)
            .map(name -> "x-cos-meta-" + name);
    return Arbitraries.maps(names, Texts.visible(20))
        .ofMaxSize(5)
        .map(
            extra -> {
              Map<String, String> headers = new HashMap<>(extra);
              headers.put("Host", HOST);
              headers.put("Content-Type", "video/mp4");
              headers.put("Content-MD5", "mQ/fVh815F3k6TAUm8m0eg==");
              return headers;
            });
  }
}
