using Router.Core.Plans;
using Router.Core.State;
using Router.Documents;

namespace Router.Core.Planning;

/// <summary>How a transaction ended.</summary>
public abstract record TransactionResult
{
    private TransactionResult()
    {
    }

    /// <summary>What is wanted and waits.</summary>
    public ValueList<Waiting> Waiting { get; init; } = [];

    /// <summary>The device was as desired already; nothing was touched.</summary>
    public sealed record Unchanged : TransactionResult;

    /// <summary>What would be done; nothing was touched.</summary>
    public sealed record Planned(ValueList<Change> Plan) : TransactionResult;

    /// <summary>Done, and seen to be so.</summary>
    public sealed record Applied(ValueList<Change> Plan) : TransactionResult;

    /// <summary>A checker said no; nothing was touched.</summary>
    public sealed record Refused(ValueList<Change> Plan, ValueList<string> Reasons) : TransactionResult;

    /// <summary>
    /// A step failed, or the device was not as desired afterwards. Everything done was taken back, but for what
    /// <paramref name="NotUndone"/> names.
    /// </summary>
    public sealed record Failed(ValueList<Change> Plan, string Reason, ValueList<string> NotUndone) : TransactionResult;
}
