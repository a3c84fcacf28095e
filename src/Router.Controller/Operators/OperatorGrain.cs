using Router.Controller.Storage;

namespace Router.Controller.Operators;

internal sealed class OperatorGrain([PersistentState("operator", StorageNames.Main)] IPersistentState<OperatorState> state)
    : Grain, IOperatorGrain
{
    public Task<OperatorRoles> RolesAsync(string thumbprint) =>
        Task.FromResult(state.State.Name == this.GetPrimaryKeyString() && state.State.Thumbprint == thumbprint
            ? state.State.Roles
            : OperatorRoles.None);

    public Task AdmitAsync(string thumbprint, OperatorRoles roles)
    {
        state.State = new() { Name = this.GetPrimaryKeyString(), Thumbprint = thumbprint, Roles = roles };
        return state.WriteStateAsync();
    }

    public Task AdmitFirstAsync(string thumbprint) => state.RecordExists ? Task.CompletedTask : AdmitAsync(thumbprint, OperatorRoles.All);

    public async Task<bool> RevokeAsync()
    {
        var had = state.State.Thumbprint is not null;
        // Kept: the first operator does not come back by a restart.
        state.State = new() { Name = this.GetPrimaryKeyString() };
        await state.WriteStateAsync();
        return had;
    }
}

/// <summary>What is kept of an operator.</summary>
internal sealed class OperatorState
{
    /// <summary>Whose it is: rows that somebody swapped in the storage are seen.</summary>
    public string Name { get; set; } = "";

    /// <summary>Null: none is the operator's.</summary>
    public string? Thumbprint { get; set; }

    public OperatorRoles Roles { get; set; }
}
