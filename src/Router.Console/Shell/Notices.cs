using Router.Api.Contract;
using Router.Console.Editing;
using Router.Console.Rendering;
using Router.Console.Sessions;

namespace Router.Console.Shell;

/// <summary>
/// Tells a person at the prompt what others do to the configuration: commits, confirmations, and commits that go back. It
/// listens on a connection of its own, and tries again when that breaks.
/// </summary>
internal sealed class Notices(Session session, LineEditor editor, Func<Task> refresh)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public async Task RunAsync(Func<string?> self, CancellationToken stopping)
    {
        for (var wait = First; !stopping.IsCancellationRequested; wait = wait < Longest ? 2 * wait : Longest)
        {
            try
            {
                await foreach (var response in session.Client.StreamAsync(new Request.MonitorEvents(), stopping))
                {
                    if (response is Response.End or Response.Failed)
                        return;
                    wait = First;
                    if (response is Response.Event { Subject: "commit" } happened
                        && (happened.Session is null || happened.Session != self()))
                        await TellAsync(happened);
                }
            }
            catch (IOException)
            {
                // The next command says that routerd is away.
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(wait, stopping)
                .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task TellAsync(Response.Event happened)
    {
        await refresh();
        editor.Say(session.ErrorPaint.Warn($"note: {Humane.Time(happened.Time)} commit: {happened.Text}"));
    }
}
