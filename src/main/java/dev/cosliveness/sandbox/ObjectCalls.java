package dev.cosliveness.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** HEAD, GET, PUT and DELETE of an object and of its tags. */
final class ObjectCalls {
  /** Key length in UTF-8 bytes (document 436/14518). */
  private static final int MAX_KEY = 850;

  private final ObjectStore objects;

  ObjectCalls(ObjectStore objects) {
    this.objects = objects;
  }

  Outcome head(CosCall call) {
    StoredObject object = existing(call);
    return Outcome.of(
        Reply.empty(200)
            .with(headers(object))
            .with("Content-Length", Integer.toString(object.bytes().length)));
  }

  Outcome get(CosCall call) {
    StoredObject object = existing(call);
    return Outcome.of(
        Reply.of(200, "application/octet-stream", object.bytes()).with(headers(object)));
  }

  Outcome put(CosCall call) {
    StoredObject object = store(call);
    return Outcome.wrote(Reply.empty(200).with(written(object)), object, "Put");
  }

  /** Checks and stores what came with the request. */
  StoredObject store(CosCall call) {
    Request request = call.request();
    if (!request.lengthGiven()) {
      throw new CosProblem(
          411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
    }
    if (call.key().getBytes(UTF_8).length > MAX_KEY) {
      throw new CosProblem(400, "KeyTooLong", "Your key is too long");
    }
    checkDigest(request);
    Bucket bucket = objects.bucket(call.bucket());
    String tags = request.header("x-cos-tagging");
    StoredObject object =
        objects.create(
            bucket, call.key(), request.body(), ObjectHeaders.of(request), TagRules.ofHeader(tags));
    if (!bucket.put(object, forbidsOverwrite(request))) {
      throw new CosProblem(409, "FileAlreadyExists", "The specified object already exists.");
    }
    return object;
  }

  Outcome delete(CosCall call) {
    objects.bucket(call.bucket()).delete(call.key());
    return Outcome.of(Reply.empty(204));
  }

  Outcome getTagging(CosCall call) {
    return Outcome.of(Reply.xml(200, TagRules.toXml(existing(call).tags())));
  }

  Outcome putTagging(CosCall call) {
    checkDigest(call.request());
    setTags(call, TagRules.ofXml(call.request().body()));
    return Outcome.of(Reply.empty(200));
  }

  Outcome deleteTagging(CosCall call) {
    setTags(call, Map.of());
    return Outcome.of(Reply.empty(204));
  }

  /**
   * @throws CosProblem when there is no such object
   */
  StoredObject existing(CosCall call) {
    return objects
        .bucket(call.bucket())
        .get(call.key(), call.versionId())
        .orElseThrow(() -> missing(call));
  }

  static boolean forbidsOverwrite(Request request) {
    return "true".equalsIgnoreCase(request.header("x-cos-forbid-overwrite"));
  }

  /** The headers that answer a write. */
  static Map<String, String> written(StoredObject object) {
    return object.versionId().isEmpty()
        ? Map.of("ETag", object.etag())
        : Map.of("ETag", object.etag(), "x-cos-version-id", object.versionId());
  }

  private void setTags(CosCall call, Map<String, String> tags) {
    Bucket bucket = objects.bucket(call.bucket());
    if (!bucket.change(call.key(), call.versionId(), object -> object.withTags(tags))) {
      throw missing(call);
    }
  }

  private static CosProblem missing(CosCall call) {
    return call.versionId() == null
        ? new CosProblem(404, "NoSuchKey", "The specified key does not exist.")
        : new CosProblem(404, "NoSuchVersion", "The specified version does not exist.");
  }

  private static Map<String, String> headers(StoredObject object) {
    Map<String, String> headers = new LinkedHashMap<>();
    object
        .headers()
        .forEach(
            (name, value) ->
                headers.put(name.equals("content-type") ? "Content-Type" : name, value));
    headers.putAll(written(object));
    headers.put("Last-Modified", WireServer.httpDate(object.lastModified()));
    if (!object.tags().isEmpty()) {
      headers.put("x-cos-tagging-count", Integer.toString(object.tags().size()));
    }
    return headers;
  }

  private static void checkDigest(Request request) {
    String claimed = request.header("content-md5");
    if (claimed == null) {
      return;
    }
    try {
      String found =
          Base64.getEncoder()
              .encodeToString(MessageDigest.getInstance("MD5").digest(request.body()));
      if (!found.equals(claimed)) {
        throw new CosProblem(
            400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("MD5 must be there", e);
    }
  }
}
