# Without a build tool: Debian's `junit5`, `libjackson2-databind-java` and `default-jdk-headless`.
set -eu
cd "$(dirname "$0")"
jars=/usr/share/java
classpath=$(printf "$jars/%s.jar:" jackson-databind jackson-core jackson-annotations junit-jupiter-api junit-jupiter-engine \
  junit-platform-commons junit-platform-engine junit-platform-launcher junit-platform-reporting junit-platform-console \
  opentest4j apiguardian-api opentest4j-reporting-events opentest4j-reporting-schema picocli univocity-parsers)
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
javac -encoding UTF-8 -cp "$classpath" -d "$classes" ./*.java
java -cp "$classpath$classes" org.junit.platform.console.ConsoleLauncher --scan-classpath "$classes" --disable-banner
