namespace Router.Documents;

/// <summary>
/// The name of a secret (<c>!secret NAME</c>). The value lives apart, mode 0600, and is read only where a service file
/// is rendered: a configuration, a diff or a log never holds it.
/// </summary>
public readonly record struct SecretReference(string Name)
{
    public override string ToString() => $"!secret {Name}";
}
