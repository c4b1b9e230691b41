import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.qcloud.cos.COSClient;
import com.qcloud.cos.ClientConfig;
import com.qcloud.cos.auth.BasicCOSCredentials;
import com.qcloud.cos.http.HttpProtocol;
import com.qcloud.cos.http.HttpMethodName;
import com.qcloud.cos.model.GeneratePresignedUrlRequest;
import com.qcloud.cos.model.GetObjectTaggingRequest;
import com.qcloud.cos.model.ObjectMetadata;
import com.qcloud.cos.model.ObjectTagging;
import com.qcloud.cos.model.SetObjectTaggingRequest;
import com.qcloud.cos.model.Tag.Tag;
import com.qcloud.cos.region.Region;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One check with the official SDK, as SCF's custom runtime: HEAD, GET tagging, LivenessRecognition, PUT tagging. */
public class Peer {
  private static final Pattern SIM = Pattern.compile("<Sim>([0-9.]+)</Sim>");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String API =
      "http://" + System.getenv("SCF_RUNTIME_API") + ":" + System.getenv("SCF_RUNTIME_API_PORT");

  private final COSClient cos;
  private final Proxy viaProxy;

  Peer() {
    URI proxy = URI.create(System.getenv("COS_PROXY"));
    ClientConfig config = new ClientConfig(new Region(System.getenv("TENCENTCLOUD_REGION")));
    config.setHttpProtocol(HttpProtocol.http);
    config.setHttpProxyIp(proxy.getHost());
    config.setHttpProxyPort(proxy.getPort());
    viaProxy =
        new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), proxy.getPort()));
    cos =
        new COSClient(
            new BasicCOSCredentials(
                System.getenv("TENCENTCLOUD_SECRETID"), System.getenv("TENCENTCLOUD_SECRETKEY")),
            config);
  }

  private String check(JsonNode record) throws IOException {
    JsonNode named = record.at("/cos/cosBucket");
    String bucket = named.path("name").asText() + "-" + named.path("appid").asText();
    String key = record.at("/cos/cosObject/key").asText().split("/", 4)[3];
    ObjectMetadata head = cos.getObjectMetadata(bucket, key);
    cos.getObjectTagging(new GetObjectTaggingRequest(bucket, key));
    // the SDK has no call of its own for it, and its getObject takes no answer without a length
    GeneratePresignedUrlRequest recognition =
        new GeneratePresignedUrlRequest(bucket, key, HttpMethodName.GET);
    recognition.addRequestParameter("ci-process", "LivenessRecognition");
    recognition.addRequestParameter("IdCard", meta(head, "id-card"));
    recognition.addRequestParameter("Name", meta(head, "name"));
    recognition.addRequestParameter("LivenessType", "SILENT");
    String xml;
    try (InputStream body =
        cos.generatePresignedUrl(recognition).openConnection(viaProxy).getInputStream()) {
      xml = new String(body.readAllBytes(), UTF_8);
    }
    Matcher sim = SIM.matcher(xml);
    String status = sim.find() && Double.parseDouble(sim.group(1)) >= 70 ? "PASSED" : "REJECTED";
    cos.setObjectTagging(
        new SetObjectTaggingRequest(
            bucket,
            key,
            new ObjectTagging(
                List.of(new Tag("liveness-status", status), new Tag("liveness-sim", sim.group(1))))));
    return status;
  }

  private static String meta(ObjectMetadata head, String name) {
    return URLDecoder.decode(head.getUserMetaDataOf(name), UTF_8);
  }

  private static byte[] call(String method, String path, byte[] body) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(API + path).toURL().openConnection(Proxy.NO_PROXY);
    connection.setRequestMethod(method);
    if (body != null) {
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(body.length);
      connection.getOutputStream().write(body);
    }
    try (InputStream answer = connection.getInputStream()) {
      return answer.readAllBytes();
    }
  }

  public static void main(String[] args) throws IOException {
    Peer peer = new Peer();
    call("POST", "/runtime/init/ready", " ".getBytes(UTF_8));
    while (true) {
      JsonNode event = JSON.readTree(call("GET", "/runtime/invocation/next", null));
      try {
        StringBuilder outcomes = new StringBuilder();
        for (JsonNode record : event.path("Records")) {
          outcomes.append(peer.check(record)).append(' ');
        }
        call("POST", "/runtime/invocation/response", JSON.writeValueAsBytes(outcomes.toString()));
      } catch (RuntimeException | IOException failed) {
        call("POST", "/runtime/invocation/error", String.valueOf(failed.getMessage()).getBytes(UTF_8));
      }
    }
  }
}
