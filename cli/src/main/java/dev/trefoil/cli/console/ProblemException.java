package dev.trefoil.cli.console;

/** Ends a command with a problem that has already been put into words. */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    /** Carries {@code problem} to the one place that prints it. */
    public ProblemException(Problem problem) {
        super(problem.message());
        this.problem = problem;
    }

    /** As above, with what went wrong beneath for {@code --verbose}. */
    public ProblemException(Problem problem, Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    /** The problem in words. */
    public Problem problem() {
        return problem;
    }
}
