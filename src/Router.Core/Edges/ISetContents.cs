using Router.Core.Rulesets;
using Router.Core.Values;

namespace Router.Core.Edges;

/// <summary>What sets hold that are kept beside the ruleset.</summary>
public interface ISetContents
{
    /// <summary>The same object until it changes; null: the list was never fetched, so its sets are empty.</summary>
    AddressBlocks? Of(SetFeed feed);
}
