package io.crawlkeeper.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crawlkeeper.settings.StorageSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Whose credentials requests to a bucket are signed with. */
@Timeout(180)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class S3CredentialsTest {
  private static final String TOKEN = "token-of-the-pod";

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private Map<String, String> properties;

  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::assumeRole);
    server.createContext("/results", this::bucket);
    server.start();
    var token = Files.writeString(folder.resolve("token"), TOKEN);
    // As the variables that EKS sets, which a test cannot.
    properties =
        Map.of(
            "aws.roleArn",
            "arn:aws:iam::123456789012:role/crawler",
            "aws.webIdentityTokenFile",
            token.toString(),
            "aws.region",
            "eu-west-1",
            "aws.endpointUrlSts",
            url());
    properties.forEach(System::setProperty);
  }

  @AfterEach
  void stop() {
    properties.keySet().forEach(System::clearProperty);
    server.stop(0);
  }

  @Test
  void areThoseOfTheRoleOfAServiceAccountWhereNoneAreGiven() {
    headBucket("", "");

    assertThat(seen).hasSize(2);
    assertThat(seen.getFirst())
        .contains("Action=AssumeRoleWithWebIdentity")
        .contains("WebIdentityToken=" + TOKEN);
    assertThat(seen.getLast()).contains("Credential=ASIAOFTHEROLE/").endsWith(" of-the-role");
  }

  @Test
  void areThoseThatAreGiven() {
    headBucket("given", "secret");

    assertThat(seen).singleElement().asString().contains("Credential=given/").endsWith(" null");
  }

  private void headBucket(String accessKey, String secretKey) {
    var settings = new StorageSettings("s3://results", url(), "eu-west-1", accessKey, secretKey);
    try (var client = S3Storage.client(settings, Duration.ofSeconds(30))) {
      client.headBucket(head -> head.bucket("results"));
    }
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void assumeRole(HttpExchange exchange) throws IOException {
    seen.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    answer(
        exchange,
        """
        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <AssumeRoleWithWebIdentityResult>
            <Credentials>
              <AccessKeyId>ASIAOFTHEROLE</AccessKeyId>
              <SecretAccessKey>hidden</SecretAccessKey>
              <SessionToken>of-the-role</SessionToken>
              <Expiration>%s</Expiration>
            </Credentials>
          </AssumeRoleWithWebIdentityResult>
        </AssumeRoleWithWebIdentityResponse>
        """
            .formatted(Instant.now().plusSeconds(3600)));
  }

  private void bucket(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    seen.add(headers.getFirst("Authorization") + " " + headers.getFirst("X-Amz-Security-Token"));
    answer(exchange, "");
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    var body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
