package dev.cosliveness.sandbox;

import java.util.Map;

/**
 * PUT Object - Copy (document 436/10881): metadata and tags come along unless they are replaced.
 */
final class CopyCall {
  private final ObjectStore objects;

  CopyCall(ObjectStore objects) {
    this.objects = objects;
  }

  Outcome copy(CosCall call) {
    Request request = call.request();
    StoredObject source = source(request.header("x-cos-copy-source"));
    boolean newHeaders = replaced(request, "x-cos-metadata-directive");
    boolean newTags = replaced(request, "x-cos-tagging-directive");
    Map<String, String> headers = newHeaders ? ObjectHeaders.of(request) : source.headers();
    Map<String, String> tags =
        newTags ? TagRules.ofHeader(request.header("x-cos-tagging")) : source.tags();
    Bucket bucket = objects.bucket(call.bucket());
    StoredObject object = objects.create(bucket, call.key(), source.bytes(), headers, tags);
    if (!bucket.put(object, ObjectCalls.forbidsOverwrite(request))) {
      throw new CosProblem(409, "FileAlreadyExists", "The specified object already exists.");
    }
    String xml =
        "<?xml version='1.0' encoding='utf-8' ?>\n<CopyObjectResult>"
            + Xml.element("ETag", object.etag())
            + Xml.element("LastModified", object.lastModified())
            + "</CopyObjectResult>";
    return Outcome.wrote(Reply.xml(200, xml).with(ObjectCalls.written(object)), object, "Copy");
  }

  /** {@code <host>/<encoded key>[?versionId=<id>]}. */
  private StoredObject source(String header) {
    try {
      int slash = header.indexOf('/');
      int query = header.indexOf("?versionId=");
      String host = header.substring(0, slash);
      String key =
          PercentCode.decode(header.substring(slash + 1, query < 0 ? header.length() : query));
      String version = query < 0 ? null : header.substring(query + "?versionId=".length());
      int cos = host.indexOf(".cos.");
      return objects
          .bucket(host.substring(0, cos))
          .get(key, version)
          .orElseThrow(() -> new CosProblem(404, "NoSuchKey", "The specified key does not exist."));
    } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
      throw new CosProblem(400, "InvalidArgument", "x-cos-copy-source is invalid");
    }
  }

  private static boolean replaced(Request request, String directive) {
    return "Replaced".equalsIgnoreCase(request.header(directive));
  }
}
