package dev.cosliveness.sandbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.NavigableMap;
import java.util.function.UnaryOperator;

/** GET Bucket, version 1 (document 436/7734). */
final class ListCall {
  private static final int MAX_KEYS = 1000;

  private final ObjectStore objects;
  private final Faults faults;

  ListCall(ObjectStore objects, Faults faults) {
    this.objects = objects;
    this.faults = faults;
  }

  Outcome list(CosCall call) {
    Request request = call.request();
    String prefix = request.parameter("prefix").orElse("");
    String delimiter = request.parameter("delimiter").orElse("");
    String marker = request.parameter("marker").orElse("");
    int maxKeys = maxKeys(request.parameter("max-keys").orElse(""));
    boolean encoded = request.parameter("encoding-type").orElse("").equals("url");
    UnaryOperator<String> code = encoded ? PercentCode::encodePath : key -> key;
    Page page = new Page();
    if (maxKeys > 0) {
      page.fill(
          objects.bucket(call.bucket()).objects(),
          prefix,
          delimiter,
          marker,
          maxKeys,
          youngest(call),
          code);
    }
    StringBuilder xml =
        new StringBuilder("<?xml version='1.0' encoding='utf-8' ?>\n<ListBucketResult>");
    xml.append(Xml.element("Name", call.bucket()));
    if (encoded) {
      xml.append(Xml.element("EncodingType", "url"));
    }
    xml.append(Xml.element("Prefix", code.apply(prefix)))
        .append(Xml.element("Marker", code.apply(marker)))
        .append(Xml.element("MaxKeys", maxKeys));
    if (!delimiter.isEmpty()) {
      xml.append(Xml.element("Delimiter", code.apply(delimiter)));
    }
    xml.append(Xml.element("IsTruncated", page.truncated));
    if (page.truncated) {
      xml.append(Xml.element("NextMarker", code.apply(page.last)));
    }
    return Outcome.of(
        Reply.xml(
            200,
            xml.append(page.contents)
                .append(page.prefixes)
                .append("</ListBucketResult>")
                .toString()));
  }

  private Instant youngest(CosCall call) {
    return call.now().minus(faults.clockSkew()).minus(faults.listDelay());
  }

  private static int maxKeys(String text) {
    if (text.isEmpty()) {
      return MAX_KEYS;
    }
    if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) > MAX_KEYS) {
      throw new CosProblem(400, "InvalidArgument", "max-keys must be 0 to 1000");
    }
    return Integer.parseInt(text);
  }

  private static final class Page {
    private final StringBuilder contents = new StringBuilder();
    private final StringBuilder prefixes = new StringBuilder();
    private boolean truncated;
    private String last = "";

    void fill(
        NavigableMap<String, StoredObject> all,
        String prefix,
        String delimiter,
        String marker,
        int maxKeys,
        Instant youngest,
        UnaryOperator<String> code) {
      boolean fromPrefix = KeyOrder.UTF_8.compare(marker, prefix) < 0;
      Iterator<StoredObject> rest =
          all.tailMap(fromPrefix ? prefix : marker, fromPrefix).values().iterator();
      // a marker that is a common prefix has shown everything below it
      String common = !delimiter.isEmpty() && marker.endsWith(delimiter) ? marker : null;
      for (int count = 0; rest.hasNext(); ) {
        StoredObject object = rest.next();
        if (!object.key().startsWith(prefix)) {
          return;
        }
        boolean shown = common != null && object.key().startsWith(common);
        if (shown || object.lastModified().isAfter(youngest)) {
          continue;
        }
        if (count++ == maxKeys) {
          truncated = true;
          return;
        }
        int cut = delimiter.isEmpty() ? -1 : object.key().indexOf(delimiter, prefix.length());
        if (cut >= 0) {
          common = object.key().substring(0, cut + delimiter.length());
          last = common;
          prefixes
              .append("<CommonPrefixes>")
              .append(Xml.element("Prefix", code.apply(common)))
              .append("</CommonPrefixes>");
        } else {
          last = object.key();
          contents.append(entry(object, code));
        }
      }
    }

    private static String entry(StoredObject object, UnaryOperator<String> code) {
      return "<Contents>"
          + Xml.element("Key", code.apply(object.key()))
          + Xml.element("LastModified", object.lastModified().truncatedTo(ChronoUnit.MILLIS))
          + Xml.element("ETag", object.etag())
          + Xml.element("Size", object.bytes().length)
          + "<Owner><ID>1250000000</ID><DisplayName>1250000000</DisplayName></Owner>"
          + Xml.element("StorageClass", "STANDARD")
          + "</Contents>";
    }
  }
}
