using Router.Daemon.Generations;

namespace Router.Daemon.Engine;

/// <summary>A commit that runs and could not be saved as what boots.</summary>
internal sealed record UnsavedCommit(IStagedGeneration Staged, string Reason)
{
    public string Note => $"what runs is not saved, and the configuration of before would boot: {Reason}";
}

/// <summary>Secrets and set files that are stored otherwise than the running configuration has them. As for <see cref="ValueKeeper.Restore"/>.</summary>
internal sealed record UnrestoredValues(KeptValues Kept, KeptValues? Replaced, string Reason)
{
    public string Note => $"stored secrets and set files are not back as the running configuration has them: {Reason}";
}
