package io.crawlkeeper.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;

/** A service of which one method is made wrong, to see whether a test notices. */
public final class Mutant {

  private static final String MAIN = "io.crawlkeeper.master.MasterService";

  private Mutant() {}

  /**
   * A master of which one method gives a constant, whatever it is asked.
   *
   * @param folder takes the mutant
   * @param method the only one of its name, returning an int
   * @return arguments of {@code java} that start it
   */
  public static List<String> ofMaster(Path folder, String type, String method, int constant)
      throws IOException {
    var jar = Programs.extracted(Programs.jar("master-service"), folder.resolve("master"));
    var mutants = folder.resolve("mutants");
    var file = type.replace('.', '/') + ".class";
    try (var packed = new JarFile(jar.toFile());
        var original = packed.getInputStream(packed.getEntry(file))) {
      var mutant = mutants.resolve(file);
      Files.createDirectories(mutant.getParent());
      Files.write(mutant, mutated(original.readAllBytes(), method, constant));
    }
    return List.of("-cp", mutants + File.pathSeparator + jar, MAIN);
  }

  private static byte[] mutated(byte[] original, String method, int constant) {
    var classFile = ClassFile.of();
    var model = classFile.parse(original);
    assertThat(model.methods()).filteredOn(one -> named(one, method)).hasSize(1);
    var body =
        MethodTransform.dropping(CodeModel.class::isInstance)
            .andThen(
                MethodTransform.endHandler(
                    builder -> builder.withCode(code -> code.loadConstant(constant).ireturn())));
    return classFile.transformClass(
        model, ClassTransform.transformingMethods(one -> named(one, method), body));
  }

  private static boolean named(MethodModel method, String name) {
    return method.methodName().equalsString(name);
  }
}
