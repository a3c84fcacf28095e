using System.Collections.Concurrent;
using Router.Daemon.Engine;
using Router.Daemon.Generations;

namespace Router.Daemon.Editing;

/// <summary>
/// Secrets and set files that a person's next commit shall have as a generation had them, because the candidate came from it by
/// <c>rollback</c>.
/// </summary>
internal sealed class RestoredValues
{
    private readonly ConcurrentDictionary<string, KeptValues> byUser = [];

    public KeptValues Of(string user) => byUser.GetValueOrDefault(user, KeptValues.None);

    /// <summary>What comes along that is otherwise now, in words; none: nothing.</summary>
    public IReadOnlyList<string> Take(string user, GenerationRecord generation, RunningConfiguration running)
    {
        var (then, now) = (generation.Kept, running.Content.Kept);
        byUser[user] = then;
        return
        [
            .. then.Secrets.Where(s => now.Secrets.GetValueOrDefault(s.Key) != s.Value).Select(s => $"the secret {s.Key}"),
            .. then.SetFiles.Where(s => now.SetFiles.GetValueOrDefault(s.Key) != s.Value).Select(s => $"the set file {s.Key}"),
        ];
    }

    public void Forget(string user) => byUser.TryRemove(user, out _);

    /// <summary>Somebody has stored a value under this name: that is what counts from now on.</summary>
    public void ForgetSecret(string name) => Edit(kept => kept.WithoutSecret(name));

    public void ForgetSetFile(string name) => Edit(kept => kept.WithoutSetFile(name));

    private void Edit(Func<KeptValues, KeptValues> edit)
    {
        foreach (var (user, kept) in byUser)
            byUser[user] = edit(kept);
    }
}
