using Router.Api.Contract;
using Router.Api.Edges;
using Router.Api.Framing;
using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Sessions;

namespace Router.Console.Shell;

/// <summary>Runs one line and says what went wrong, if something did.</summary>
internal static class Runner
{
    /// <summary>Nobody reads more lines than these; <c>--json</c> has them all.</summary>
    private const int ShownProblems = 100;

    /// <summary>The exit code. Ctrl-C ends the command alone.</summary>
    public static async Task<int> RunAsync(Session session, Grammar grammar, IReadOnlyList<Token> tokens)
    {
        var json = false;
        if (session.Broken)
            session.Terminal.WriteError($"the connection to routerd broke\n{Lost(session)}");
        session.Broken = false;
        try
        {
            var (words, pipeline) = Pipeline.Split(tokens);
            if (words.Count == 0)
                return ExitCodes.Done;
            var parsed = Parse(grammar, session.Mode, words);
            var call = new Invocation(parsed.Command, grammar, session, parsed.Arguments, parsed.Options) { View = pipeline.View };
            json = call.Json;
            return await RunAsync(session, call, pipeline);
        }
        catch (UsageException exception)
        {
            session.Terminal.WriteError($"{session.ErrorPaint.Bad("error:")} {exception.Message} ({exception.Hint})\n");
            return ExitCodes.Usage;
        }
        catch (RefusedException exception)
        {
            if (json)
                session.Terminal.Write(ApiJson.Print(exception.Failed) + "\n");
            else
                session.Terminal.WriteError(Explain(exception.Failed, session));
            return exception.ExitCode;
        }
        catch (OperationCanceledException)
        {
            session.Terminal.WriteError($"interrupted; what routerd has begun it finishes (show version, show history)\n{Lost(session)}");
            return ExitCodes.Interrupted;
        }
        catch (SessionEndedException exception)
        {
            session.Terminal.WriteError($"{session.ErrorPaint.Bad("error:")} {exception.Message}\n");
            session.Ended = true;
            return ExitCodes.Machine;
        }
        catch (DaemonUnreachableException exception)
        {
            session.Terminal.WriteError($"{session.ErrorPaint.Bad("error:")} {exception.Message}\n{Lost(session)}");
            return ExitCodes.Machine;
        }
        catch (InvalidDataException exception)
        {
            session.Terminal.WriteError($"{session.ErrorPaint.Bad("error:")} {exception.Message}\n");
            return ExitCodes.Wrong;
        }
        catch (Exception exception) when (exception is FrameException or IOException or UnauthorizedAccessException)
        {
            session.Terminal.WriteError($"{session.ErrorPaint.Bad("error:")} {exception.Message}\n");
            return ExitCodes.Machine;
        }
    }

    /// <exception cref="UsageException">It is no command; the hint says how people who know other routers say it here.</exception>
    private static Parsed Parse(Grammar grammar, Mode mode, IReadOnlyList<string> words)
    {
        if (Habits.Meant(mode, words) is { } meant)
            throw new UsageException($"\"{string.Join(' ', words)}\" is not how it is said here", meant);
        try
        {
            return grammar.Parse(mode, words);
        }
        catch (UsageException exception) when (Habits.Find(grammar, mode, words) is { } hint)
        {
            throw new UsageException(exception.Message, $"here: {hint}");
        }
    }

    private static async Task<int> RunAsync(Session session, Invocation call, Pipeline pipeline)
    {
        var coloured = session.Paint;
        session.Paint = pipeline.Filters.Count > 0 || call.Json ? Rendering.Paint.None : coloured;
        session.Output = new Output(session.Terminal, pipeline, page: session.Terminal.IsInteractive && !session.OneShot);
        try
        {
            var code = await session.Terminal.WithInterruptAsync(stopping => call.RunAsync(stopping));
            session.Output.Finish();
            return code;
        }
        finally
        {
            session.Paint = coloured;
        }
    }

    // The candidate is the person's, and in routerd's memory alone.
    private static string Lost(Session session)
    {
        if (session.Mode != Mode.Configuration)
            return "";
        session.Mode = Mode.Operational;
        session.EditPath = [];
        return "configuration mode is left; the candidate is kept as long as routerd runs (configure)\n";
    }

    private static string Explain(Response.Failed failed, Session session)
    {
        var lines = failed.Problems.Take(ShownProblems).Select(p =>
            $"  {(p.File is null ? "" : $"{p.File}:")}{(p.Line > 0 ? $"{p.Line}:{p.Column}: " : "")}{(p.Path.Length == 0 ? "document" : p.Path)}: {p.Message}{(p.Hint is null ? "" : $" ({p.Hint})")}\n");
        var head = $"{session.ErrorPaint.Bad("error:")} {failed.Message}{(failed.Hint is null ? "" : $" ({failed.Hint})")}\n";
        var rest = failed.Problems.Count <= ShownProblems
            ? ""
            : $"  and {failed.Problems.Count - ShownProblems} problems more, {failed.Problems.Count} in all\n";
        return head + string.Concat(lines) + rest;
    }
}
