using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace TrainingCamp.Races.Running;

/// <summary>
/// Gives every schedule fresh static fields: a type's initializer has become a method that runs when a schedule first touches
/// one of its fields. Not meant to be called by hand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Statics
{
    internal const string ResetName = "<Races>Reset";

    private static readonly ConditionalWeakTable<Type, object> Outside = [];

    public static void Ensure(RuntimeTypeHandle handle)
    {
        var type = Type.GetTypeFromHandle(handle)!;
        if (Strand.Current is not { } me)
        {
            if (Outside.TryAdd(type, type))
                Reset(type);
            return;
        }

        if (!me.Run.Model(typeof(Statics), () => new HashSet<Type>()).Add(type))
            return;
        // As a type initializer: nobody comes in between.
        me.Undisturbed++;
        try
        {
            Reset(type);
        }
        finally
        {
            me.Undisturbed--;
        }
    }

    private static void Reset(Type type)
    {
        try
        {
            type.GetMethod(ResetName, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)!.Invoke(null, null);
        }
        catch (TargetInvocationException error)
        {
            throw new TypeInitializationException(type.FullName, error.InnerException);
        }
    }
}
