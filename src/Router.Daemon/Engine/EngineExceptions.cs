using Router.Documents;

namespace Router.Daemon.Engine;

/// <summary>The document has problems; nothing was touched.</summary>
internal sealed class InvalidDocumentException(string message, IReadOnlyList<Problem> problems) : Exception(message)
{
    public IReadOnlyList<Problem> Problems { get; } = problems;
}

/// <summary>A step failed, and what was done before it could not be taken back whole: the device is between two configurations.</summary>
internal sealed class NotTakenBackException(string message) : Exception(message);

/// <summary>Another commit is under way, or waits for its confirmation.</summary>
internal sealed class BusyException(string message, string hint) : Exception(message)
{
    public string Hint { get; } = hint;
}

/// <summary>What was asked makes no sense now: nothing to confirm, no such generation.</summary>
internal sealed class RefusedException(string message, string? hint = null) : Exception(message)
{
    public string? Hint { get; } = hint;
}

/// <summary>What was named is not there.</summary>
internal sealed class NotFoundException(string message, string? hint = null) : Exception(message)
{
    public string? Hint { get; } = hint;
}
