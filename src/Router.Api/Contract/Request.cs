using System.Text;
using System.Text.Json.Serialization;

namespace Router.Api.Contract;

/// <summary>
/// What a client may ask. On the wire the property <c>request</c> says which (<c>{"request":"show-version"}</c>). A closed union: each
/// file of the folders here has the requests of one thing, what each of them needs, and their answers.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "request")]
public abstract partial record Request
{
    private Request(Role needed) => Needed = needed;

    /// <summary>The least role that may ask it. Never on the wire: the daemon reads it from its own contract.</summary>
    [JsonIgnore]
    public Role Needed { get; }

    /// <summary>
    /// Whether it is answered over a connection beyond the user's share too, and without waiting for a turn: what saves a commit that
    /// waits, and what makes room for others.
    /// </summary>
    public virtual bool IsUrgent() => false;

    /// <summary>What a request needs is the same for all of its kind, and no news in a log.</summary>
    protected virtual bool PrintMembers(StringBuilder builder) => false;
}
