import com.google.googlejavaformat.java.Formatter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks ({@code check FOLDER}) or mends ({@code fix FOLDER}) the format of all Java sources below FOLDER/src. */
public final class Format {
  public static void main(String[] args) throws Exception {
    var fix = args[0].equals("fix");
    var sources = Path.of(args[1], "src");
    if (!Files.isDirectory(sources)) {
      return;
    }
    var unformatted = unformatted(sources, fix);
    if (!fix && !unformatted.isEmpty()) {
      System.err.println("Not formatted (mend with: ./mvnw -q test-compile -Dformat=fix):");
      unformatted.forEach(file -> System.err.println("  " + file));
      System.exit(1);
    }
  }

  private static List<Path> unformatted(Path sources, boolean fix) throws IOException {
    try (var files = Files.walk(sources)) {
      return files.filter(file -> file.toString().endsWith(".java")).filter(file -> differs(file, fix)).toList();
    }
  }

  private static boolean differs(Path file, boolean fix) {
    try {
      var before = Files.readString(file);
      var after = new Formatter().formatSourceAndFixImports(before);
      if (fix && !before.equals(after)) {
        Files.writeString(file, after);
      }
      return !before.equals(after);
    } catch (Exception e) {
      throw new IllegalStateException(file + " cannot be parsed: " + e.getMessage(), e);
    }
  }
}
