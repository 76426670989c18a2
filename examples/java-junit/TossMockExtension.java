import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One mock for the whole run, started with the first test that asks for a {@link TossMock}; each test gets a mini-app of its own.
 * A test fails at its end when a request broke the contract.
 */
final class TossMockExtension implements ParameterResolver, AfterEachCallback {
  private static final Namespace namespace = Namespace.create(TossMockExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == TossMock.class;
  }

  @Override
  public TossMock resolveParameter(ParameterContext parameter, ExtensionContext test) {
    var server = test.getRoot().getStore(namespace).getOrComputeIfAbsent("server", key -> Server.start(), Server.class);
    return test.getStore(namespace).getOrComputeIfAbsent("mock", key -> server.open(), TossMock.class);
  }

  @Override
  public void afterEach(ExtensionContext test) throws Exception {
    var mock = test.getStore(namespace).remove("mock", TossMock.class);
    if (mock == null) return;
    var broken = new ArrayList<String>();
    for (var entry : mock.received()) entry.path("violations").forEach(rule -> broken.add(rule.toString()));
    mock.close();
    Assertions.assertEquals(List.of(), broken, "a request broke the contract");
  }

  /** {@code start --detach} returns when the mock answers, and {@code stop} ends it. JUnit closes it after the last test. */
  private record Server(String controlUrl, String folder) implements CloseableResource {
    static Server start() {
      try {
        var folder = Files.createTempDirectory("toss-mock").toString();
        var line = command("start", "--detach", "--json", "--port", "0", "--control-port", "0", "--dir", folder);
        return new Server(new ObjectMapper().readTree(line).get("controlUrl").asText(), folder);
      } catch (IOException | InterruptedException failure) {
        throw new IllegalStateException("the mock does not start", failure);
      }
    }

    TossMock open() {
      try {
        return TossMock.open(controlUrl);
      } catch (IOException | InterruptedException failure) {
        throw new IllegalStateException(failure);
      }
    }

    @Override
    public void close() throws IOException, InterruptedException {
      command("stop", "--dir", folder);
    }

    private static String command(String... arguments) throws IOException, InterruptedException {
      var words = new ArrayList<>(List.of("npx", "apps-in-toss-mock"));
      words.addAll(List.of(arguments));
      var process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      var output = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) throw new IOException(String.join(" ", words) + " ended with " + process.exitValue());
      return output;
    }
  }
}
