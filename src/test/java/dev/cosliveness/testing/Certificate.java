package dev.cosliveness.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate of one's own, made with the JDK's keytool.
 *
 * @param keyStore PKCS 12, with its key
 * @param trustStore PKCS 12, without
 */
public record Certificate(Path keyStore, Path trustStore) {
  public static final String PASSWORD = "changeit";

  /** For the host of that name. */
  public static Certificate make(String host) throws IOException, InterruptedException {
    Path directory = Artifact.directory("tls");
    Path keyStore = directory.resolve(host + ".key.p12");
    Path certificate = directory.resolve(host + ".crt");
    Path trustStore = directory.resolve(host + ".trust.p12");
    for (Path old : List.of(keyStore, certificate, trustStore)) {
      Files.deleteIfExists(old);
    }
    keytool(
        keyStore,
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + host,
        "-ext",
        "san=dns:" + host);
    keytool(keyStore, "-exportcert", "-file", certificate.toString());
    keytool(trustStore, "-importcert", "-noprompt", "-file", certificate.toString());
    return new Certificate(keyStore, trustStore);
  }

  private static void keytool(Path store, String... arguments)
      throws IOException, InterruptedException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command =
        Stream.concat(
                Stream.concat(Stream.of(keytool), Stream.of(arguments)),
                Stream.of(
                    "-alias",
                    "it",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD,
                    "-storetype",
                    "PKCS12"))
            .toList();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed: " + command);
    }
  }

  /** For a server that shows it. */
  public SSLContext context() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
