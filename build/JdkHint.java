import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Says in one sentence what to install where the build will find no JDK that is new enough ({@code
 * 25}, its argument). It only speaks: the toolchains plugin, which knows more places, decides. Runs
 * on the JDK that runs Maven, so it keeps to Java 11.
 */
public final class JdkHint {
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"?(\\d+)");
  private static final List<String> FOLDERS =
      List.of(
          "/usr/lib/jvm",
          "/usr/lib64/jvm",
          "/usr/java",
          "/opt",
          "/opt/java",
          "/Library/Java/JavaVirtualMachines",
          "~/Library/Java/JavaVirtualMachines",
          "~/.sdkman/candidates/java",
          "~/.jdks",
          "~/.m2/jdks",
          "~/.jenv/versions",
          "~/.gradle/jdks",
          "~/.asdf/installs/java",
          "C:/Program Files/Java",
          "C:/Program Files/Eclipse Adoptium",
          "C:/Program Files/Microsoft");

  public static void main(String[] args) {
    var least = Integer.parseInt(args[0]);
    if (hasToolchainsFile() || candidates().stream().anyMatch(home -> feature(home) >= least)) {
      return;
    }
    System.err.printf(
        "Crawlkeeper is built with a JDK %1$d or later and none was found: install one (Debian,"
            + " Ubuntu: apt install openjdk-%1$d-jdk-headless; macOS: brew install openjdk; or"
            + " https://adoptium.net), or name its folder by JAVA_HOME.%n",
        least);
  }

  /** Who keeps such a file may have a JDK anywhere. */
  private static boolean hasToolchainsFile() {
    return Files.exists(Path.of(System.getProperty("user.home"), ".m2", "toolchains.xml"));
  }

  private static List<Path> candidates() {
    var homes = new ArrayList<Path>();
    for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
      if (variable.getKey().matches("(JAVA|JDK)[_0-9A-Z]*_?HOME[_0-9A-Z]*|JDK_?\\d+")) {
        homes.add(Path.of(variable.getValue()));
      }
    }
    for (var folder : FOLDERS) {
      homes.addAll(within(Path.of(folder.replaceFirst("^~", home()))));
    }
    return homes;
  }

  private static String home() {
    return System.getProperty("user.home").replace("\\", "/").replace("$", "\\$");
  }

  private static List<Path> within(Path folder) {
    var homes = new ArrayList<Path>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (var child : children) {
        homes.add(child);
        homes.add(child.resolve("Contents").resolve("Home"));
      }
    } catch (IOException e) {
      // Not there, or not ours to read.
    }
    return homes;
  }

  /** The feature number of a JDK, such as 25; 0 if there is none. */
  private static int feature(Path home) {
    try {
      var release = VERSION.matcher(Files.readString(home.resolve("release")));
      var compiler =
          Files.exists(home.resolve("bin/javac")) || Files.exists(home.resolve("bin/javac.exe"));
      return compiler && release.find() ? Integer.parseInt(release.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
