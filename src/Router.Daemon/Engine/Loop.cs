using Microsoft.Extensions.Logging;

namespace Router.Daemon.Engine;

/// <summary>
/// A loop of the daemon that has a border: whatever it throws is logged and told, and after a while it begins again. None ends another one,
/// or the daemon.
/// </summary>
internal sealed class Loop(string name, EventHub events, TimeProvider time, ILogger log)
{
    private readonly Backoff backoff = new();
    private string? told;

    /// <summary>
    /// Runs <paramref name="work"/> until it returns or <paramref name="stopping"/>. Never throws anything but that it was stopped.
    /// </summary>
    public async Task KeepAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        while (true)
        {
            var begun = time.GetTimestamp();
            try
            {
                await work(stopping);
                return;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception exception)
            {
                if (time.GetElapsedTime(begun) > backoff.Longest)
                    Recovered();
                var pause = backoff.Next();
                Tell(exception, pause);
                await Task.Delay(pause, time, stopping);
            }
        }
    }

    /// <summary>It works: the next failure is news, and is followed by a short pause.</summary>
    public void Recovered()
    {
        backoff.Reset();
        told = null;
    }

    /// <summary>The same failure again and again is told once.</summary>
    private void Tell(Exception exception, TimeSpan pause)
    {
        if (told == exception.Message)
            return;
        told = exception.Message;
        log.LoopTroubled(exception, name, pause.TotalSeconds);
        events.Publish(name, $"failed and is tried again: {exception.Message}");
    }
}
