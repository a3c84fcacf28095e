using Router.Api;
using Router.Api.Contract;
using Router.Console.Edges;
using Router.Console.Lines;
using Router.Console.Rendering;

namespace Router.Console.Sessions;

/// <summary>One person's stay: the connection, where they are in the configuration, and where output goes.</summary>
internal sealed class Session(RouterClient client, ITerminal terminal, Paint paint, bool oneShot)
{
    public RouterClient Client { get; } = client;

    public ITerminal Terminal { get; } = terminal;

    public Mode Mode { get; set; } = Mode.Operational;

    /// <summary>Where <c>edit</c> has gone, in configuration mode.</summary>
    public IReadOnlyList<string> EditPath { get; set; } = [];

    /// <summary>One command and no more: nothing is asked, nothing is paged.</summary>
    public bool OneShot { get; } = oneShot;

    /// <summary>The connection was lost where nothing could be said: the next command does.</summary>
    public bool Broken { get; set; }

    /// <summary>Set by <c>exit</c>.</summary>
    public bool Ended { get; set; }

    /// <summary>The current command's.</summary>
    public Output Output { get; set; } = new(terminal, new Pipeline([], NoMore: true), page: false);

    /// <summary>Colours are for eyes: a filter has to see the text alone.</summary>
    public Paint Paint { get; set; } = paint;

    public Paint ErrorPaint { get; } = paint;

    /// <summary>The answer, or an end of the command with the daemon's reasons.</summary>
    /// <exception cref="RefusedException">The daemon said no.</exception>
    public async Task<T> AskAsync<T>(Request request, CancellationToken stopping)
        where T : Response => await Client.SendAsync(request, stopping) switch
        {
            T answer => answer,
            Response.Failed failed => throw new RefusedException(failed),
            Response.Unknown unknown => throw new RefusedException(new Response.Failed(
                FailureKind.Protocol, $"routerd answered {unknown.Kind}, which this console does not know: routerd is newer", null, [])),
            var other => throw new RefusedException(new Response.Failed(
                FailureKind.Protocol, $"routerd answered {other.GetType().Name}: console and daemon are of different versions", null, [])),
        };
}

/// <summary>The daemon did not do what was asked; nothing has changed.</summary>
internal sealed class RefusedException(Response.Failed failed) : Exception(failed.Message)
{
    public Response.Failed Failed { get; } = failed;

    public int ExitCode => ExitCodes.Of(Failed.Kind);
}

/// <summary>What the console says to whoever started it.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Wrong = 1;
    public const int Usage = 2;
    public const int Machine = 3;

    /// <summary>As a shell says it of a command that Ctrl-C ended.</summary>
    public const int Interrupted = 130;

    public static int Of(FailureKind kind) => kind switch
    {
        FailureKind.Invalid or FailureKind.Denied or FailureKind.NotFound => Wrong,
        _ => Machine,
    };
}
