// Runs a declarative Jenkinsfile without Jenkins: `when` and `post` are evaluated, `sh` runs for real, unknown words are errors.
//
// groovy stand_in.groovy JENKINSFILE NAME=VALUE…   The values are the build's environment. Beside Jenkins' own names there are
// CAUSE (what started the build), ANSWER (given to an input) and CREDENTIAL_<id> (USER:PASSWORD for a pair). Results are printed as lines that start with @@.

class StepFailed extends RuntimeException {
    StepFailed(String message) { super(message) }
}

/** The build: its environment, and the worst result so far. */
class Build {
    static final ORDER = ['SUCCESS', 'UNSTABLE', 'FAILURE']
    Environment env
    String result = 'SUCCESS'

    void worsen(String with) {
        if (!(with in ORDER)) throw new IllegalArgumentException("no such result: $with")
        result = ORDER[Math.max(ORDER.indexOf(result), ORDER.indexOf(with))]
    }
}

/** Names and values; a value becomes a string, as in Jenkins. */
class Environment {
    private final Map<String, String> values = [:]

    def propertyMissing(String name) { values[name] }

    void propertyMissing(String name, value) { values[name] = value.toString() }

    Map<String, String> all() { new LinkedHashMap(values) }

    void during(Map<String, String> more, Closure body) {
        def before = more.keySet().collectEntries { [it, values[it]] }
        values.putAll(more)
        try {
            body()
        } finally {
            before.each { name, value -> value == null ? values.remove(name) : values.put(name, value) }
        }
    }
}

/** A block of the file: only its own words can be used in it. */
abstract class Block {
    Build build

    def read(Closure body) {
        body.delegate = this
        body.resolveStrategy = Closure.DELEGATE_ONLY
        body.call()
        this
    }

    Environment getEnv() { build.env }
}

class Assignments extends Block {
    Map<String, String> values = [:]

    void propertyMissing(String name, value) { values[name] = value.toString() }

    String credentials(String id) {
        def secret = build.env.all()["CREDENTIAL_$id".toString()]
        if (secret == null) throw new StepFailed("no credentials: $id")
        secret
    }
}

class Options extends Block {
    void disableConcurrentBuilds() {}

    void timeout(Map limit) { if (!limit.time || !limit.unit) throw new IllegalArgumentException("timeout: $limit") }

    void lock(Map what) { if (!what.resource) throw new IllegalArgumentException("lock: $what") }
}

class Triggers extends Block {
    void cron(String schedule) { println "@@ cron\t$schedule" }
}

class Input extends Block {
    void message(String question) { println "@@ input\t$question" }
}

class When extends Block {
    List<Boolean> conditions = []

    boolean holds() { conditions && conditions.every() }

    private static boolean like(String value, String pattern) {
        value != null && value ==~ pattern.split('\\*', -1).collect { java.util.regex.Pattern.quote(it) }.join('[^/]*')
    }

    void beforeAgent(boolean first) {}

    void beforeInput(boolean first) {}

    void beforeOptions(boolean first) {}

    void branch(String pattern) { conditions << (env.CHANGE_BRANCH == null && like(env.BRANCH_NAME, pattern)) }

    void tag(String pattern) { conditions << like(env.TAG_NAME, pattern) }

    void changeRequest() { conditions << (env.CHANGE_BRANCH != null) }

    void triggeredBy(String cause) { conditions << (env.CAUSE == cause) }

    void environment(Map what) { conditions << (env.all()[what.name] == what.value) }

    void expression(Closure body) { conditions << (new When(build: build).told(body) as boolean) }

    private told(Closure body) {
        body.delegate = this
        body.resolveStrategy = Closure.DELEGATE_ONLY
        body.call()
    }

    void not(Closure body) { conditions << !new When(build: build).read(body).holds() }
}

class Steps extends Block {
    String result = 'SUCCESS'

    void withCredentials(List<Map> bound, Closure body) { env.during(bound.collectEntries { it }, body) }

    Map usernamePassword(Map what) {
        def (user, password) = pair(what.credentialsId)
        [(what.usernameVariable): user, (what.passwordVariable): password]
    }

    Map gitUsernamePassword(Map what) {
        def (user, password) = pair(what.credentialsId)
        [GIT_USERNAME: user, GIT_PASSWORD: password]
    }

    private List<String> pair(String id) {
        def secret = env.all()["CREDENTIAL_$id".toString()]
        if (secret?.count(':') != 1) throw new StepFailed("no credentials: $id")
        secret.split(':') as List
    }

    int sh(Map how) {
        if (how.keySet() != ['script', 'returnStatus'] as Set || how.returnStatus != true) throw new IllegalArgumentException("sh: $how")
        run(how.script)
    }

    void sh(script) {
        def status = run(script)
        if (status != 0) throw new StepFailed("script returned exit code $status")
    }

    void unstable(String why) {
        println why
        build.worsen('UNSTABLE')
        result = 'UNSTABLE'
    }

    void error(String why) { throw new StepFailed(why) }

    private int run(script) {
        def process = new ProcessBuilder('sh', '-xe', '-c', script.toString()).redirectErrorStream(true)
        process.environment().putAll(env.all())
        def running = process.start()
        running.outputStream.close()
        running.inputStream.eachLine { println it }
        running.waitFor()
    }

    void echo(String text) { println text }

    boolean fileExists(String path) { new File(path).exists() }

    void script(Closure body) { body() }

    void withEnv(List<String> pairs, Closure body) { env.during(pairs.collectEntries { it.toString().split('=', 2) as List }, body) }

    void catchError(Map results, Closure body) {
        try {
            body()
        } catch (StepFailed failure) {
            println failure.message
            build.worsen(results.buildResult)
            result = results.stageResult
        }
    }

    void junit(Map what) {
        def wanted = java.nio.file.FileSystems.default.getPathMatcher("glob:${what.testResults}")
        def reports = new File('.').listFiles().findAll { wanted.matches(it.toPath().fileName) }
        if (!reports && !what.allowEmptyResults) throw new StepFailed('no test report files were found')
        reports.each { new XmlSlurper().parse(it) }
        println "@@ junit\t${reports.size()}"
    }

    void archiveArtifacts(Map what) {
        def wanted = java.nio.file.FileSystems.default.getPathMatcher("glob:${what.artifacts}")
        def kept = []
        new File('.').eachFileRecurse(groovy.io.FileType.FILES) { if (wanted.matches(it.toPath().normalize())) kept << it }
        if (!kept) throw new StepFailed("No artifacts found that match the file pattern \"${what.artifacts}\"")
        println "@@ archived\t${kept.size()}"
    }

    Map getDocker() { [image: { String name -> new Image(name: name, build: build) }] }
}

/** A container that the stand-in for the `docker` program knows; its port is the one of the server that runs already. */
class Image {
    String name
    Build build

    void withRun(String arguments, Closure body) {
        println "@@ container\t$name"
        body([id: 'container', port: { int inner -> "127.0.0.1:${build.env.PGPORT ?: System.getenv('PGPORT')}" }])
    }
}

class Post extends Block {
    List<Closure> last = []

    void always(Closure body) { last << body }
}

class Stage extends Block {
    String name
    boolean hasAgent
    Closure conditions, values, question, work, after
    List<Stage> inner = []

    static getAny() { true }

    static getNone() { false }

    void agent(boolean wanted) { hasAgent = wanted }

    void options(Closure body) { new Options(build: build).read(body) }

    void environment(Closure body) { values = body }

    void when(Closure body) { conditions = body }

    void input(Closure body) { question = body }

    void steps(Closure body) { work = body }

    void post(Closure body) { after = body }

    void stages(Closure body) { inner = new Stages(build: build, hasAgent: hasAgent).read(body).all }

    void run() { println "@@ stage\t$name\t${outcome()}" }

    private String outcome() {
        if (build.result == 'FAILURE') return 'NOT RUN'
        if (conditions && !new When(build: build).read(conditions).holds()) return 'SKIPPED'
        try {
            if (question) answer()
            def own = new Steps(build: build)
            env.during(values ? new Assignments(build: build).read(values).values : [:]) { perform(own) }
            return inner && build.result == 'FAILURE' ? 'FAILURE' : own.result
        } catch (StepFailed failure) {
            println failure.message
            build.worsen('FAILURE')
            return 'FAILURE'
        }
    }

    private void perform(Steps own) {
        try {
            if (work) own.read(work)
            inner*.run()
        } finally {
            if (after) new Post(build: build).read(after).last.each { own.read(it) }
        }
    }

    private void answer() {
        new Input(build: build).read(question)
        if (env.ANSWER != 'yes') throw new StepFailed('rejected')
    }
}

class Stages extends Block {
    boolean hasAgent
    List<Stage> all = []

    void stage(String name, Closure body) {
        def stage = new Stage(build: build, name: name, hasAgent: hasAgent)
        stage.read(body)
        if ((stage.work == null) == stage.inner.isEmpty()) throw new IllegalArgumentException("stage $name needs either steps or stages")
        if (stage.work && !stage.hasAgent) throw new IllegalArgumentException("stage $name has no agent")
        all << stage
    }
}

class Pipeline extends Block {
    boolean hasAgent
    Closure values
    List<Stage> all

    static getAny() { true }

    static getNone() { false }

    void agent(boolean wanted) { hasAgent = wanted }

    void options(Closure body) { new Options(build: build).read(body) }

    void triggers(Closure body) { new Triggers(build: build).read(body) }

    void environment(Closure body) { values = body }

    void stages(Closure body) { all = new Stages(build: build, hasAgent: hasAgent).read(body).all }

    void run() {
        env.during(values ? new Assignments(build: build).read(values).values : [:]) { all*.run() }
        println "@@ build\t${build.result}"
    }
}

def build = new Build(env: new Environment())
args.drop(1).each { pair -> def (name, value) = pair.split('=', 2); build.env."$name" = value }
def file = new GroovyShell(new Binding(pipeline: { Closure body -> new Pipeline(build: build).read(body).run() }))
file.evaluate(new File(args[0]))
System.exit(build.result == 'FAILURE' ? 1 : 0)
