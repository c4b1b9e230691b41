package dev.cosliveness.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.qcloud.cos.COSClient;
import com.qcloud.cos.exception.CosServiceException;
import com.qcloud.cos.http.HttpMethodName;
import com.qcloud.cos.model.COSObjectSummary;
import com.qcloud.cos.model.GetObjectTaggingRequest;
import com.qcloud.cos.model.ListObjectsRequest;
import com.qcloud.cos.model.ObjectListing;
import com.qcloud.cos.model.ObjectMetadata;
import com.qcloud.cos.model.ObjectTagging;
import com.qcloud.cos.model.PutObjectRequest;
import com.qcloud.cos.model.SetObjectTaggingRequest;
import com.qcloud.cos.model.Tag.Tag;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class OfficialSdkTest {
  private static final String BUCKET = SandboxOptions.DEFAULT_BUCKET;
  private static Sandbox sandbox;
  private static COSClient client;

  @BeforeAll
  static void start() {
    sandbox = Sandbox.start();
    client = SdkClient.of(sandbox);
  }

  @AfterAll
  static void stop() {
    client.shutdown();
    sandbox.close();
  }

  @AfterEach
  void nothingWasLeftUnsigned() {
    assertEquals(List.of(), sandbox.journal().violations());
  }

  private static void put(String key, String text, ObjectMetadata metadata) {
    metadata.setContentLength(text.getBytes(UTF_8).length);
    client.putObject(
        new PutObjectRequest(
            BUCKET, key, new ByteArrayInputStream(text.getBytes(UTF_8)), metadata));
  }

  @Test
  void metadataComesBackAsItWasSent() {
    ObjectMetadata metadata = new ObjectMetadata();
    metadata.setContentType("video/mp4");
    metadata.addUserMetadata("name", PercentCode.encode("韦小宝"));
    metadata.addUserMetadata("ID-Card", "11204416541220243X");
    put("videos/a.mp4", "video", metadata);
    ObjectMetadata found = client.getObjectMetadata(BUCKET, "videos/a.mp4");
    assertEquals("%E9%9F%A6%E5%B0%8F%E5%AE%9D", found.getUserMetaDataOf("name"));
    assertEquals("11204416541220243X", found.getUserMetaDataOf("id-card"));
    assertEquals("video/mp4", found.getContentType());
    assertEquals(5, found.getContentLength());
    assertEquals("421b47ffd946ca083b65cd668c6b17e6", found.getETag());
    assertNotNull(found.getLastModified());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b+c*d~e(f)'g!h%i/中文/x.mp4",
        "double//slash",
        "./a/../b",
        "😀/𠮷.mp4",
        "%2F%25",
        "a;b=c&d?e#f",
        "trailing/"
      })
  void everyKeyIsByteExact(String key) throws Exception {
    put(key, "content of " + key, new ObjectMetadata());
    assertTrue(
        sandbox.objects().get(BUCKET, key).isPresent(),
        () -> "keys " + sandbox.objects().keys(BUCKET, ""));
    assertEquals(
        "content of " + key,
        new String(client.getObject(BUCKET, key).getObjectContent().readAllBytes(), UTF_8));
    client.deleteObject(BUCKET, key);
    assertTrue(sandbox.objects().get(BUCKET, key).isEmpty());
  }

  @Test
  void tagsAreReplacedAsAWhole() {
    put("tagged", "x", new ObjectMetadata());
    setTags("tagged", new Tag("a", "1"), new Tag("b", "2026-11-22T12:00:00Z"));
    setTags("tagged", new Tag("c", "3"));
    List<Tag> tags =
        client.getObjectTagging(new GetObjectTaggingRequest(BUCKET, "tagged")).getTagSet();
    assertEquals(Map.of("c", "3"), sandbox.objects().tags(BUCKET, "tagged"));
    assertEquals(1, tags.size());
    assertEquals("c", tags.getFirst().getKey());
  }

  @Test
  void badTagsAreInvalidTag() {
    put("badly-tagged", "x", new ObjectMetadata());
    for (Tag bad :
        List.of(
            new Tag("", "v"),
            new Tag("k", ""),
            new Tag("k".repeat(128), "v"),
            new Tag("k", "v".repeat(256)),
            new Tag("k!", "v"))) {
      CosServiceException refused =
          assertThrows(CosServiceException.class, () -> setTags("badly-tagged", bad));
      assertEquals("InvalidTag", refused.getErrorCode());
    }
    Tag[] eleven = new Tag[11];
    for (int i = 0; i < 11; i++) {
      eleven[i] = new Tag("k" + i, "v");
    }
    assertEquals(
        "InvalidTag",
        assertThrows(CosServiceException.class, () -> setTags("badly-tagged", eleven))
            .getErrorCode());
    assertEquals(Map.of(), sandbox.objects().tags(BUCKET, "badly-tagged"));
  }

  private static void setTags(String key, Tag... tags) {
    client.setObjectTagging(
        new SetObjectTaggingRequest(BUCKET, key, new ObjectTagging(List.of(tags))));
  }

  @Test
  void tagsOfTheUploadHeaderAreSet() {
    ObjectMetadata metadata = new ObjectMetadata();
    metadata.setHeader("x-cos-tagging", "a=1&b=x%20y");
    put("tagged-at-upload", "x", metadata);
    assertEquals(Map.of("a", "1", "b", "x y"), sandbox.objects().tags(BUCKET, "tagged-at-upload"));
    put("tagged-at-upload", "x", new ObjectMetadata());
    assertEquals(Map.of(), sandbox.objects().tags(BUCKET, "tagged-at-upload"));
  }

  @Test
  void listsPageByPageInUtf8Order() {
    List<String> keys = List.of("l/a b", "l/a+b", "l/a/1", "l/a/2", "l/中", "l/\uff5e", "l/😀");
    keys.reversed().forEach(key -> sandbox.objects().put(BUCKET, key, "x"));
    ListObjectsRequest request = new ListObjectsRequest();
    request.setBucketName(BUCKET);
    request.setPrefix("l/");
    request.setMaxKeys(2);
    List<String> found = new ArrayList<>();
    ObjectListing page = client.listObjects(request);
    for (int pages = 0; pages < 10; pages++) {
      page.getObjectSummaries().stream().map(COSObjectSummary::getKey).forEach(found::add);
      if (!page.isTruncated()) {
        break;
      }
      request.setMarker(page.getNextMarker());
      page = client.listObjects(request);
    }
    assertEquals(keys, found);
  }

  @Test
  void delimiterFoldsCommonPrefixes() {
    List.of("d/a/1", "d/a/2", "d/b", "d/c/1", "d/d")
        .forEach(key -> sandbox.objects().put(BUCKET, key, "x"));
    ListObjectsRequest request = new ListObjectsRequest(BUCKET, "d/", null, "/", 2);
    ObjectListing first = client.listObjects(request);
    assertEquals(List.of("d/a/"), first.getCommonPrefixes());
    assertEquals("d/b", first.getObjectSummaries().getFirst().getKey());
    assertEquals("d/b", first.getNextMarker());
    ObjectListing second = client.listNextBatchOfObjects(first);
    assertEquals(List.of("d/c/"), second.getCommonPrefixes());
    assertEquals(
        List.of("d/d"),
        second.getObjectSummaries().stream().map(COSObjectSummary::getKey).toList());
  }

  @Test
  void copiesCarryMetadataAndTags() {
    ObjectMetadata metadata = new ObjectMetadata();
    metadata.addUserMetadata("name", "someone");
    put("源 1", "x", metadata);
    setTags("源 1", new Tag("liveness-status", "PASSED"));
    client.copyObject(BUCKET, "源 1", BUCKET, "copy");
    assertEquals("someone", client.getObjectMetadata(BUCKET, "copy").getUserMetaDataOf("name"));
    assertEquals(Map.of("liveness-status", "PASSED"), sandbox.objects().tags(BUCKET, "copy"));
  }

  @Test
  void presignedUrlsWork() throws Exception {
    URL url =
        client.generatePresignedUrl(
            BUCKET,
            "presigned 1.txt",
            Date.from(Instant.now().plusSeconds(60)),
            HttpMethodName.PUT);
    HttpClient plain =
        HttpClient.newBuilder()
            .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", sandbox.port())))
            .build();
    HttpResponse<String> stored =
        plain.send(
            HttpRequest.newBuilder(url.toURI())
                .PUT(HttpRequest.BodyPublishers.ofString("x"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(200, stored.statusCode(), stored.body());
    assertArrayEquals(
        "x".getBytes(UTF_8),
        sandbox.objects().get(BUCKET, "presigned 1.txt").orElseThrow().bytes());
    HttpResponse<String> read =
        plain.send(
            HttpRequest.newBuilder(url.toURI()).GET().build(),
            HttpResponse.BodyHandlers.ofString());
    assertEquals(403, read.statusCode(), "signed for PUT only");
  }

  @Test
  void wrongKeyIsSignatureDoesNotMatch() {
    COSClient wrong = SdkClient.of(sandbox, "sandbox-id-0001", "another-key", null);
    CosServiceException refused =
        assertThrows(
            CosServiceException.class,
            () -> wrong.getObjectTagging(new GetObjectTaggingRequest(BUCKET, "none")));
    assertEquals(403, refused.getStatusCode());
    assertEquals("SignatureDoesNotMatch", refused.getErrorCode());
    assertTrue(refused.getRequestId().length() > 8);
    wrong.shutdown();
  }

  @Test
  void wrongIdIsInvalidAccessKeyId() {
    COSClient wrong = SdkClient.of(sandbox, "another-id", "sandbox-key-0001", null);
    assertEquals(
        "InvalidAccessKeyId",
        assertThrows(CosServiceException.class, () -> wrong.listObjects(BUCKET)).getErrorCode());
    wrong.shutdown();
  }

  @Test
  void missingObjectsAndBucketsAreToldApart() {
    assertEquals(
        404,
        assertThrows(CosServiceException.class, () -> client.getObjectMetadata(BUCKET, "none"))
            .getStatusCode());
    assertEquals(
        "NoSuchKey",
        assertThrows(CosServiceException.class, () -> client.getObject(BUCKET, "none"))
            .getErrorCode());
    assertEquals(
        "NoSuchBucket",
        assertThrows(CosServiceException.class, () -> client.listObjects("other-1250000000"))
            .getErrorCode());
  }

  @Test
  void sessionTokenIsRequiredWhereItIsSet() {
    try (Sandbox guarded = Sandbox.start(SandboxOptions.defaults().withSessionToken("token+/=1"))) {
      COSClient with = SdkClient.of(guarded);
      COSClient without = SdkClient.of(guarded, "sandbox-id-0001", "sandbox-key-0001", null);
      assertEquals(0, with.listObjects(BUCKET).getObjectSummaries().size());
      assertEquals(
          "InvalidAccessKeyId",
          assertThrows(CosServiceException.class, () -> without.listObjects(BUCKET))
              .getErrorCode());
      with.shutdown();
      without.shutdown();
    }
  }

  @Test
  void clockSkewIsRefusedBothWays() {
    try (Sandbox skewed = Sandbox.start()) {
      COSClient sdk = SdkClient.of(skewed);
      skewed.faults().clockSkew(Duration.ofHours(2));
      assertEquals(
          "Request has expired",
          assertThrows(CosServiceException.class, () -> sdk.listObjects(BUCKET)).getErrorMessage());
      skewed.faults().clockSkew(Duration.ofHours(-2));
      assertEquals(
          "RequestTimeTooSkewed",
          assertThrows(CosServiceException.class, () -> sdk.listObjects(BUCKET)).getErrorCode());
      sdk.shutdown();
    }
  }

  @Test
  void versionedBucketsKeepVersions() {
    String bucket = "versions-1250000000";
    sandbox.objects().create(bucket, true);
    ObjectMetadata forbid = new ObjectMetadata();
    forbid.setHeader("x-cos-forbid-overwrite", "true");
    forbid.setContentLength(1);
    String first =
        client
            .putObject(bucket, "k", new ByteArrayInputStream(new byte[] {1}), forbid)
            .getVersionId();
    String second =
        client
            .putObject(bucket, "k", new ByteArrayInputStream(new byte[] {2}), forbid)
            .getVersionId();
    assertTrue(first != null && !first.equals(second));
    assertEquals(1, sandbox.objects().get(bucket, "k", first).orElseThrow().bytes()[0]);
    assertEquals(second, client.getObjectMetadata(bucket, "k").getVersionId());
  }
}
