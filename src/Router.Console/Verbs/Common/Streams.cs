using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Sessions;

namespace Router.Console.Verbs.Common;

/// <summary>What the verbs that are answered by a stream have in common.</summary>
internal static class Streams
{
    private static readonly TimeSpan LookForReader = TimeSpan.FromSeconds(5);

    /// <summary>Shows each answer until the stream ends, the person has seen enough or presses Ctrl-C.</summary>
    public static async Task<int> FollowAsync(
        Invocation call, Request request, Action<Response> show, CancellationToken stopping)
    {
        call.Session.Output.Paged = false;
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        // A stream on which nothing happens writes nothing, and would never find out that an SSH connection broke.
        await using var watch = TimeProvider.System.CreateTimer(_ => LeaveIfDeserted(call, leaving), null, LookForReader, LookForReader);
        try
        {
            await foreach (var response in call.Session.Client.StreamAsync(request, leaving.Token))
            {
                if (response is Response.Failed failed)
                    throw new RefusedException(failed);
                if (response is Response.End end)
                    return end.ExitCode == 0 ? ExitCodes.Done : ExitCodes.Wrong;
                if (call.Json)
                    call.Session.Output.WriteLine(ApiJson.PrintLine(response));
                else
                    show(response);
                if (call.Session.Output.Closed)
                    return ExitCodes.Done;
            }
            return ExitCodes.Done;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Ctrl-C is how one leaves a stream; the prompt begins a line of its own.
            call.Session.Output.WriteLine("");
            return ExitCodes.Interrupted;
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            return ExitCodes.Done;
        }
    }

    public static void ShowLine(Invocation call, Response response)
    {
        if (response is Response.Line line)
            call.Session.Output.WriteLine(line.Text);
    }

    private static void LeaveIfDeserted(Invocation call, CancellationTokenSource leaving)
    {
        if (call.Session.Terminal.IsDeserted)
            leaving.Cancel();
    }
}
