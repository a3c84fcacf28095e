using System.Text;

namespace Router.Image.Vm;

/// <summary>What came out of a terminal so far, and waiting for more of it.</summary>
public sealed class Transcript
{
    private const int TailLines = 15;

    private readonly StringBuilder text = new();
    private readonly Lock gate = new();
    private TaskCompletionSource changed = NewSignal();
    private bool ended;
    private int position;

    /// <summary>All so far.</summary>
    public string Text
    {
        get
        {
            lock (gate)
                return text.ToString();
        }
    }

    /// <summary>The last lines.</summary>
    public string Tail => string.Join('\n', Text.Split('\n').TakeLast(TailLines));

    public void Append(string more) => Change(() => text.Append(more));

    /// <summary>Nothing more will come.</summary>
    public void End() => Change(() => ended = true);

    /// <summary>Waits for a text behind the one waited for last, and returns what came before it.</summary>
    /// <exception cref="MachineException">It did not come in time, or cannot come any more; the message has the last lines.</exception>
    public async Task<string> WaitForAsync(string expected, TimeSpan within, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(within);
        while (true)
        {
            var (before, over, next) = Look(expected);
            if (before is not null)
                return before;
            if (over)
                throw new MachineException($"it ended before it wrote \"{expected}\"; its last lines:\n{Tail}");
            try
            {
                await next.WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
            {
                throw new MachineException($"it did not write \"{expected}\" within {within.TotalSeconds} s; its last lines:\n{Tail}");
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private (string? Before, bool Over, Task Next) Look(string expected)
    {
        lock (gate)
        {
            var all = text.ToString();
            var found = all.IndexOf(expected, position, StringComparison.Ordinal);
            if (found < 0)
                return (null, ended, changed.Task);
            var before = all[position..found];
            position = found + expected.Length;
            return (before, ended, changed.Task);
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource done;
        lock (gate)
        {
            change();
            (done, changed) = (changed, NewSignal());
        }
        done.SetResult();
    }
}
