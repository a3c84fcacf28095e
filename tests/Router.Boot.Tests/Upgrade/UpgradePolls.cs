using System.Diagnostics;
using System.Text.Json;
using Router.Image.Edges;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Upgrade;

/// <summary>Questions to a router that restarts meanwhile.</summary>
internal static class UpgradePolls
{
    /// <summary>What ssh ends with when it is its own failure.</summary>
    public const int NotReached = 255;

    /// <summary>A restart, and all the time that a trial of two minutes has, on a busy machine.</summary>
    private static readonly TimeSpan BackWithin = TimeSpan.FromMinutes(10);

    /// <summary>Each question costs an emulated router a key exchange, which is a second and more of its processor.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2), PollWithin = TimeSpan.FromMinutes(1);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    /// <summary>A connection over which the router went away would wait for ever.</summary>
    public static async Task<ToolResult> PollAsync(SshLogin login, string question)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        enough.CancelAfter(PollWithin);
        try
        {
            return await login.RunAsync(question, enough.Token);
        }
        catch (OperationCanceledException) when (!Stopping.IsCancellationRequested)
        {
            return new ToolResult(NotReached, "", "no answer");
        }
    }

    /// <summary>Until a trial of that version has ended; how.</summary>
    /// <param name="router">What is asked, each time.</param>
    /// <param name="version">Of the release that is tried.</param>
    public static async Task<JsonElement> JudgedAsync(Func<Task<(QemuMachine Machine, SshLogin Login)>> router, string version)
    {
        var (clock, said) = (Stopwatch.StartNew(), "");
        while (clock.Elapsed < BackWithin)
        {
            var answer = await PollAsync((await router()).Login, "show upgrade --json");
            said = answer.Output + answer.Error;
            if (answer.ExitCode == 0)
            {
                using var json = JsonDocument.Parse(answer.Output);
                var (trial, last) = (json.RootElement.GetProperty("slot"), json.RootElement.GetProperty("last"));
                if (trial.ValueKind == JsonValueKind.Null && last.ValueKind != JsonValueKind.Null
                    && last.GetProperty("version").GetString() == version)
                    return last.Clone();
            }
            await Task.Delay(Pause, Stopping);
        }
        Assert.Fail($"{version} was not judged: {said}\n{(await router()).Machine.Console.Transcript.Tail}");
        return default;
    }
}
