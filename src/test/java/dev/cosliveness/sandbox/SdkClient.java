package dev.cosliveness.sandbox;

import com.qcloud.cos.COSClient;
import com.qcloud.cos.ClientConfig;
import com.qcloud.cos.auth.BasicCOSCredentials;
import com.qcloud.cos.auth.BasicSessionCredentials;
import com.qcloud.cos.http.HttpProtocol;
import com.qcloud.cos.region.Region;

/**
 * The official SDK with the sandbox as its HTTP proxy, so that its Host header stays the virtual
 * host.
 */
final class SdkClient {
  private SdkClient() {}

  static COSClient of(Sandbox sandbox) {
    SandboxOptions options = sandbox.options();
    return of(sandbox, options.secretId(), options.secretKey(), options.sessionToken());
  }

  static COSClient of(Sandbox sandbox, String id, String key, String token) {
    ClientConfig config = new ClientConfig(new Region(sandbox.options().region()));
    config.setHttpProtocol(HttpProtocol.http);
    config.setHttpProxyIp("127.0.0.1");
    config.setHttpProxyPort(sandbox.port());
    config.setMaxErrorRetry(0);
    return new COSClient(
        token == null
            ? new BasicCOSCredentials(id, key)
            : new BasicSessionCredentials(id, key, token),
        config);
  }
}
