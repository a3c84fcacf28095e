using Router.Api.Controllers;
using Router.Core.Edges;
using Router.Daemon.Controllers;
using Router.Daemon.Engine;
using Router.Daemon.Generations;
using Router.Documents;

namespace Router.Daemon.Status.Controllers;

/// <summary>
/// Commits what a controller gave: it goes back by itself unless the controller is reached over it, by a connection that is made after the
/// commit and as the new configuration says.
/// </summary>
internal sealed class GivenCommit(ControllerDesk desk, ConfigurationEngine engine, IValueStore values, TimeProvider time)
{
    public const string User = "controller";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2), Margin = TimeSpan.FromSeconds(3);

    /// <summary>Null: it runs and is kept. Else why not; what ran before runs.</summary>
    /// <exception cref="BusyException">Somebody else commits; it is as it was.</exception>
    public async Task<string?> RunAsync(AssignedDocument given, string url, CancellationToken stopping)
    {
        var document = GivenDocument.Of(given, content => values.AddressOf(content));
        if (document.Trouble is { } trouble)
            return trouble;
        if (IsRunning(document))
            return null;
        var by = new Author(User, url);
        try
        {
            using var lent = values.Lend(document.Contents);
            var within = TimeSpan.FromSeconds(given.ConfirmSeconds);
            var outcome = await engine.CommitAsync(document.Reading, within, by, given.Comment, restored: document.Values);
            return outcome.ConfirmBefore is { } deadline ? await ProveAsync(given.Revision, by, deadline, stopping) : null;
        }
        catch (InvalidDocumentException e)
        {
            return e.Problems.Count > 0 ? $"it is refused: {e.Problems[0].ToString("document")}" : e.Message;
        }
        catch (Exception e) when (e is ApplyException or IOException or RefusedException)
        {
            return e.Message;
        }
    }

    private bool IsRunning(GivenDocument document)
    {
        var running = engine.Running;
        return engine.Pending is null && running.Generation is not null
            && document.Reading.Document?.ToText() == running.Content.Text
            && AreIn(document.Values.Secrets, running.Content.Kept.Secrets)
            && AreIn(document.Values.SetFiles, running.Content.Kept.SetFiles);
    }

    private static bool AreIn(ValueMap<string, string> given, ValueMap<string, string> kept) =>
        given.All(value => kept.TryGetValue(value.Key, out var now) && now == value.Value);

    private async Task<string?> ProveAsync(long revision, Author by, DateTimeOffset deadline, CancellationToken stopping)
    {
        var why = "it was not reached in time";
        while (time.GetLocalNow() < deadline - Margin)
        {
            try
            {
                await (await desk.OpenAsync(stopping)).FetchAsync(revision, 0, stopping);
                await engine.ConfirmAsync(by, connectedFor: null);
                return null;
            }
            catch (Exception e) when (e is ControllerException or IOException)
            {
                why = e.Message;
                desk.TryNext();
            }
            await Task.Delay(Pause, time, stopping);
        }
        try
        {
            await engine.RevertAsync(by);
        }
        catch (RefusedException)
        {
            // Its time was over already.
        }
        return $"the controller is not reached over it, so it was taken back: {why}";
    }
}
