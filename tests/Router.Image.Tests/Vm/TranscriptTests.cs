using Router.Image.Vm;

namespace Router.Image.Tests.Vm;

public class TranscriptTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly Transcript transcript = new();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitFor_TextInPieces_GivesWhatCameBefore()
    {
        var waiting = transcript.WaitForAsync("login:", Long, Stopping);
        transcript.Append("hello\nlo");
        transcript.Append("gin: x");
        Assert.Equal("hello\n", await waiting);
        Assert.Equal(" ", await transcript.WaitForAsync("x", Long, Stopping));
    }

    [Fact]
    public async Task WaitFor_EndWithoutTheText_SaysTheLastLines()
    {
        transcript.Append("panic");
        transcript.End();
        var failure = await Assert.ThrowsAsync<MachineException>(() => transcript.WaitForAsync("login:", Long, Stopping));
        Assert.Contains("panic", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitFor_NothingInTime_Throws() =>
        await Assert.ThrowsAsync<MachineException>(() => transcript.WaitForAsync("login:", TimeSpan.FromMilliseconds(1), Stopping));
}
