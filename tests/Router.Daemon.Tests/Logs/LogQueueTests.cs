using Router.Daemon.Logs;
using Router.Wire.Syslog;

namespace Router.Daemon.Tests.Logs;

public sealed class LogQueueTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Queue_ThatIsFull_LosesTheOldestAndCountsThem()
    {
        // Room for three of one letter.
        var queue = new LogQueue(3 * (LogQueue.Overhead + 1));
        foreach (var letter in "abcde")
            queue.Add(Message($"{letter}"));
        Assert.Equal(2, queue.TakeLost());
        Assert.Equal(0, queue.TakeLost());
        Assert.Equal(["c", "d", "e"], Taken(queue));
    }

    /// <summary>What is larger than all of it is lost, and nothing else comes to harm later.</summary>
    [Fact]
    public void Queue_WithoutRoomForOne_TakesTheNext()
    {
        var queue = new LogQueue(LogQueue.Overhead + 10);
        queue.Add(Message(new string('x', 100)));
        queue.Add(Message("y"));
        Assert.Equal(1, queue.TakeLost());
        Assert.Equal(["y"], Taken(queue));
    }

    [Fact]
    public async Task Wait_EndsWithWhatWasAddedBefore()
    {
        var queue = new LogQueue(1000);
        queue.Add(Message("a"));
        await queue.WaitAsync(Token);
        Assert.Equal(["a"], Taken(queue));
        var waiting = queue.WaitAsync(Token);
        Assert.False(waiting.IsCompleted);
        queue.Add(Message("b"));
        await waiting;
    }

    private static SyslogMessage Message(string text) => new(SyslogMessage.User, SyslogSeverity.Notice, text);

    private static List<string> Taken(LogQueue queue)
    {
        var taken = new List<string>();
        while (queue.TryTake(out var message))
            taken.Add(message.Text);
        return taken;
    }
}
